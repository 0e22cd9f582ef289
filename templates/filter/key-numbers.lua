-- Numbers set large: key numbers, dates, the year at a glance.

local part = ...
local html = FORMAT:match 'html' ~= nil
local typst = FORMAT == 'typst'

local elements = part 'filter/elements'
local inlines_of, made_of, number_and_label = elements.inlines_of, elements.made_of, elements.number_and_label
local markup = part 'filter/markup'
local typ, raw, listing = markup.typ, markup.raw, markup.listing

local components = {}

-- The words before the digits of a number, "more than", and what follows them; a number that has none of these is whole.
local function about_of(number)
  if #number == 1 and number[1].t == 'Strong' then
    local about, digits = about_of(number[1].content)
    return about, pandoc.Inlines { pandoc.Strong(digits) }
  end
  for place, inline in ipairs(number) do
    if inline.t == 'Span' or inline.t == 'Strong' or (inline.t == 'Str' and inline.text:match '^%d') then
      local about = pandoc.Inlines(table.move(number, 1, place - 1, 1, {}))
      if #about > 0 and about[#about].t ~= 'Str' then about[#about] = pandoc.Str '\u{a0}' end -- a space at the end of a line would be lost
      return about, pandoc.Inlines(table.move(number, place, #number, 1, {}))
    end
    local is_word = inline.t == 'Str' and pandoc.text.upper(inline.text) ~= pandoc.text.lower(inline.text) and not inline.text:match '[%d°º]'
    if not is_word and inline.t ~= 'Space' and inline.t ~= 'SoftBreak' then break end
  end
  return pandoc.Inlines {}, number
end

-- The number and the label of each item of a list.
local function numbers_of(list)
  local items = {}
  for _, item in ipairs(list.content) do
    local number, label = number_and_label(inlines_of(item))
    local about, digits = about_of(number)
    items[#items + 1] = { number = number, about = about, digits = digits, label = label }
  end
  return items
end

local function number_calls(list)
  local calls = {}
  for _, item in ipairs(numbers_of(list)) do
    calls[#calls + 1] = '(number: ' .. typ(item.number) .. ', label: ' .. typ(item.label) .. ')'
  end
  return calls
end

-- The same, the words before the digits of each apart.
local function large_numbers(name)
  return function(list)
    local calls = {}
    for _, item in ipairs(numbers_of(list)) do
      local about = #item.about > 0 and 'about: ' .. typ(item.about) .. ', ' or ''
      calls[#calls + 1] = '(' .. about .. 'number: ' .. typ(item.digits) .. ', label: ' .. typ(item.label) .. ')'
    end
    return pandoc.Blocks { listing(name, calls) }
  end
end

components['key-numbers'] = made_of('BulletList', function(list)
  if typst then return large_numbers('key-numbers')(list) end
  local items, longest = numbers_of(list), 0
  for _, item in ipairs(items) do longest = math.max(longest, utf8.len(pandoc.utils.stringify(item.digits)) or 0) end
  local size = longest > 7 and 'long' or longest > 5 and 'middle' or 'short'
  local blocks = pandoc.Blocks { raw('<ul class="key-numbers" data-numbers="' .. size .. '">') }
  for _, item in ipairs(items) do
    local number = item.digits
    if #item.about > 0 then number = pandoc.Inlines { pandoc.Span(item.about, { class = 'about' }) } .. number end
    blocks:extend { raw '<li>', pandoc.Plain { pandoc.Span(number, { class = 'number' }), pandoc.Space(),
      pandoc.Span(item.label, { class = 'label' }) }, raw '</li>' }
  end
  blocks:insert(raw '</ul>')
  return blocks
end)

-- On screen, the lists of a block that shows numbers are bands of key numbers.
local function with_bands(blocks, glance)
  local out = pandoc.Blocks {}
  for _, block in ipairs(blocks) do
    if block.t == 'BulletList' and html then
      local band = components['key-numbers'](pandoc.Div { block })
      if glance then band[1].text = band[1].text:gsub('data', 'data-glance data', 1) end -- a telephone doesn't fold it
      out:extend(band)
    else
      out:insert(block)
    end
  end
  return out
end

-- The year at a glance: a list of numbers, the paragraphs of its messages, a map or another chart.
components['glance'] = function(div)
  if not typst then return html and with_bands(div.content, true) or nil end
  local numbers, messages, drawn = {}, {}, pandoc.Blocks {}
  for _, block in ipairs(div.content) do
    if block.t == 'BulletList' then
      for _, call in ipairs(number_calls(block)) do numbers[#numbers + 1] = call .. ', ' end
    elseif block.t == 'Para' and not block.content:find_if(function(inline) return inline.t == 'RawInline' and inline.text:match '^#chart' end) then
      messages[#messages + 1] = typ(block.content) .. ', '
    else
      drawn:insert(block)
    end
  end
  local chart = #drawn > 0 and typ(drawn) or 'none'
  -- The left-hand page shows the first numbers and the chart, the other one the rest.
  local first = chart == 'none' and (#numbers + 1) // 2 or #numbers // 3
  local function tuple(items, from, to) return '(' .. table.concat(items, '', from, to) .. ')' end
  return { listing('glance-left', { 'numbers: ' .. tuple(numbers, 1, first), 'chart: ' .. chart }),
    listing('glance-right', { 'numbers: ' .. tuple(numbers, first + 1, #numbers), 'messages: ' .. tuple(messages, 1, #messages) }) }
end

-- Dates on a line: a list whose items begin with the date, in bold.
components['dates'] = function(div)
  if typst then return made_of('BulletList', large_numbers 'dates')(div) end
end

return { components = components, number_calls = number_calls, with_bands = with_bands }
