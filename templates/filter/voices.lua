-- What somebody says: summaries and interviews.

local part = ...
local typst = FORMAT == 'typst'

local markup = part 'filter/markup'
local typ, typ_title, raw, listing, call_in, escape, LEVEL =
  markup.typ, markup.typ_title, markup.raw, markup.listing, markup.call_in, markup.escape, markup.LEVEL
local key_numbers = part 'filter/key-numbers'
local number_calls, with_bands = key_numbers.number_calls, key_numbers.with_bands

local components = {}

-- Who speaks, as the arguments of a call.
local function speaker(div)
  local who, role = div.attributes.who or '', div.attributes.role or ''
  return 'who: ' .. typ(pandoc.Inlines { pandoc.Str(who) }) .. ', role: '
    .. (role ~= '' and typ(pandoc.Inlines { pandoc.Str(role) }) or 'none')
end

-- A photograph at the head of what somebody says is the portrait of who speaks, or of the one that is awaited: an argument of a call,
-- taken out of the body.
local function portrait_of(body)
  local call = call_in(body[1], '^#(photo%(.*)$', 'portrait-') or call_in(body[1], '^#(wanted%(.*)$', 'portrait-')
  if not call then return '' end
  body:remove(1)
  return ', portrait: ' .. call
end

-- On screen: who speaks, then the text.
local function spoken(div, label)
  local who, role = div.attributes.who or '', div.attributes.role or ''
  local caption = '<figcaption><span class="summary-label">' .. label .. '</span> <span class="who">' .. escape(who)
    .. '</span>' .. (role ~= '' and ' <span class="role">' .. escape(role) .. '</span>' or '') .. '</figcaption>'
  return pandoc.Blocks { raw '<figure class="summary">', raw(caption), pandoc.Div(div.content, { class = 'summary-text' }),
    raw '</figure>' }
end

-- A summary may begin with a heading: the line that is kept of it.
components['summary'] = function(div)
  if not typst then return spoken(div, 'Synthèse') end
  local line, body = '', div.content:clone()
  if body[1] and body[1].t == 'Header' then
    line = ', line: ' .. typ_title(body[1])
    body:remove(1)
  end
  local portrait = portrait_of(body)
  return raw('#summary(' .. speaker(div) .. line .. portrait .. ')' .. typ(body))
end

-- An interview: each heading is a question; a list of numbers is set large in the margin of its answer. A statement before the first
-- question is the line that is kept of it.
components['interview'] = function(div)
  if not typst then
    div.content = with_bands(div.content)
    return spoken(div, 'Entretien')
  end
  local items, body = {}, div.content:clone()
  local portrait = portrait_of(body)
  local line = call_in(body[1], '^#(statement.*)$', '')
  if line then body:remove(1) end
  for _, block in ipairs(body) do
    if block.t == 'Header' or #items == 0 then
      items[#items + 1] = { title = block.t == 'Header' and block or nil, numbers = {}, body = pandoc.Blocks {} }
    end
    if block.t == 'BulletList' then
      for _, call in ipairs(number_calls(block)) do table.insert(items[#items].numbers, call .. ', ') end
    elseif block.t ~= 'Header' then
      items[#items].body:insert(block)
    end
  end
  local calls = { speaker(div) .. portrait .. (line and ', line: ' .. line or '') }
  for _, item in ipairs(items) do
    calls[#calls + 1] = '(question: ' .. (item.title and typ_title(item.title) or 'none')
      .. ', level: ' .. (item.title and LEVEL .. item.title.level or '2')
      .. ', numbers: (' .. table.concat(item.numbers) .. '), answer: ' .. typ(item.body) .. ')'
  end
  return listing('interview', calls)
end

return { components = components }
