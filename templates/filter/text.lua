-- Blocks of text: cards, call-outs, steps, statements, small print.

local part = ...
local typst = FORMAT == 'typst'

local elements = part 'filter/elements'
local made_of = elements.made_of
local markup = part 'filter/markup'
local typ_string, typ, typ_title, raw, listing, LEVEL =
  markup.typ_string, markup.typ, markup.typ_title, markup.raw, markup.listing, markup.LEVEL

local components = {}

-- Each heading of the div opens a card; what stands before the first one introduces them.
components['cards'] = function(div)
  local cards, before = {}, pandoc.Blocks {}
  for _, block in ipairs(div.content) do
    if block.t == 'Header' then
      cards[#cards + 1] = { title = block, body = pandoc.Blocks {} }
    elseif #cards > 0 then
      cards[#cards].body:insert(block)
    else
      before:insert(block)
    end
  end
  if #cards == 0 then return before end
  if typst then
    local calls = {}
    for _, card in ipairs(cards) do
      calls[#calls + 1] = '(title: ' .. typ_title(card.title) .. ', level: ' .. LEVEL .. card.title.level
        .. ', body: ' .. typ(card.body) .. ')'
    end
    return before .. pandoc.Blocks { listing('cards', calls) }
  end
  local inner = pandoc.Blocks {}
  for _, card in ipairs(cards) do
    inner:insert(pandoc.Div(pandoc.Blocks { card.title } .. card.body, { class = 'card' }))
  end
  return before .. pandoc.Blocks { pandoc.Div(inner, { class = 'cards' }) }
end

components['callout'] = function(div)
  local title, body = nil, div.content
  if body[1] and body[1].t == 'Header' then
    title = body[1]
    body = body:clone()
    body:remove(1)
  end
  if typst then
    local level = title and ', level: ' .. LEVEL .. title.level or ''
    return raw('#callout(title: ' .. (title and typ_title(title) or 'none') .. level .. ')' .. typ(body))
  end
  local blocks = pandoc.Blocks { raw '<div class="callout" role="note">' }
  if title then blocks:insert(title) end
  blocks:extend(body)
  blocks:insert(raw '</div>')
  return blocks
end

-- A list that starts elsewhere than at 1 sets it for all the lists within it, which start at their own number.
local function counted_anew(list)
  if not typst or list.start == 1 then return nil end
  return list:walk { traverse = 'topdown', OrderedList = function(inner)
    if inner.start == 1 then return { raw '#set enum(start: 1)', inner } end
  end }
end

local typst_steps = made_of('OrderedList', function(list)
  local steps = {}
  for _, item in ipairs(list.content) do steps[#steps + 1] = typ(item) end
  local start = list.start ~= 1 and ', start: ' .. list.start or ''
  return pandoc.Blocks { raw('#steps((' .. table.concat(steps, ', ') .. ',)' .. start .. ')') }
end)

components['steps'] = function(div)
  if typst then return typst_steps(div) end
end

-- What stands in place of a chart whose numbers are to be filled in; links lead there all the same.
components['awaited'] = function(div)
  if not typst then return nil end
  return raw('#awaited-block(id: ' .. typ_string(div.identifier) .. ')' .. typ(div.content))
end

for class, call in pairs { columns = 'columns-block', definition = 'definition', small = 'small-print', lead = 'lead' } do
  components[class] = function(div)
    if typst then return raw('#' .. call .. typ(div.content)) end
  end
end

-- What isn't a paragraph of words is a call by now, or another block.
local function is_sentence(block)
  if block.t ~= 'Para' then return false end
  local first, last = block.content[1], block.content[#block.content]
  return not (first.t == 'RawInline' and first.text:match '^#%l' and last.t == 'RawInline' and last.text:match '[%])]$')
end

-- The sentences of a statement are set on its band; whatever else an author has put there stays in its place, on the page.
components['statement'] = function(div)
  if not typst then return nil end
  local out, run = pandoc.Blocks {}, pandoc.Blocks {}
  local function flush()
    if #run > 0 then out:insert(raw('#statement' .. typ(run))) run = pandoc.Blocks {} end
  end
  for _, block in ipairs(div.content) do
    if is_sentence(block) then run:insert(block) else flush() out:insert(block) end
  end
  flush()
  return out
end

return { components = components, counted_anew = counted_anew }
