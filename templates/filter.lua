-- The manuscript's divs and spans become the components of each format.
-- One vocabulary (docs/architecture.md), two dresses: HTML elements, calls of templates/report.typ.
-- Nothing here knows a colour or a size: that is the style sheets' part.

local html = FORMAT:match 'html' ~= nil
local typst = FORMAT == 'typst'

-- Whatever an author may have typed in braces, only these attributes reach an output.
local ALLOWED = { ref = true, ground = true, key = true, width = true, who = true, role = true, number = true,
  level = true, because = true, colspan = true, rowspan = true, ratio = true }
local SCHEMES = { http = true, https = true, mailto = true, tel = true }

-- --- Small makers ------------------------------------------------------------------------------------------------

local function typ_string(text)
  return '"' .. text:gsub('\\', '\\\\'):gsub('"', '\\"'):gsub('\n', '\\n') .. '"'
end

local Image, WORDS

-- A component's call is text with contents in it. Contents of one paragraph stay Pandoc's own inlines, kept aside under a
-- token until `raw` puts them back: writing each of a thousand of them to text here would take seconds.
local kept = {}
local OPEN, CLOSE = '\u{e010}', '\u{e011}'
local LEVEL = '\u{e012}' -- before a level that is only known once the whole section has been read

local function keep(inlines)
  kept[#kept + 1] = inlines
  return '[' .. OPEN .. #kept .. CLOSE .. ']'
end

local LEAVES = { Str = true, Space = true, SoftBreak = true, LineBreak = true, RawInline = true, Code = true, Math = true }

local function is_space(inline) return inline.t == 'Space' or inline.t == 'SoftBreak' end

-- Words as Typst's markup, wherever they stand: Pandoc's writer escapes what is a mark in the middle of a paragraph, not what is
-- one at the head of a cell, of an item or of a note, behind a call, or by its neighbour (-- and -? and ... are shorthands there).
local function literal(str)
  if not str.text:find '%p' then return nil end
  local text = str.text:gsub('\\', '\\\\')
  local function hyphen(after) return not text:match('^[%a\128-\255]', after) and '\\-' or nil end -- not the one of a word
  local escaped = text:gsub('%-()', hyphen):gsub('[#$*_`<>@%[%]~]', '\\%0'):gsub('%.%.', '\\.\\.'):gsub('//', '\\/\\/') -- by what follows
    :gsub('^[-+=/.;:(]', '\\%0'):gsub('^(%d+)%.$', '%1\\.'):gsub('^(%d+)%.(%s)', '%1\\.%2') -- at the head of a content, or behind a call
  return escaped ~= str.text and pandoc.RawInline('typst', escaped) or nil
end

-- Typst markup of blocks or inlines, between brackets.
local function typ(content)
  local inlines = nil
  if pandoc.utils.type(content) == 'Inlines' then
    inlines = content:clone()
  elseif #content == 1 and (content[1].t == 'Para' or content[1].t == 'Plain') then
    inlines = content[1].content:clone()
  end
  if inlines then
    while inlines[1] and is_space(inlines[1]) do inlines:remove(1) end
    while inlines[1] and is_space(inlines[#inlines]) do inlines:remove(#inlines) end
    local leaves = true -- which hold no picture: handing them over to be looked through costs more than all the rest
    for _, inline in ipairs(inlines) do leaves = leaves and LEAVES[inline.t] end
    return keep(leaves and inlines or inlines:walk { Image = Image }) -- its words are read with those around it
  end
  content = pandoc.Blocks(content):walk { Image = Image }:walk(WORDS) -- Pandoc's own pictures drop the alternative text
  local text = pandoc.write(pandoc.Pandoc(content), 'typst-smart', { wrap_text = 'none' })
  return '[' .. text:gsub('^%s+', ''):gsub('%s+$', '') .. ']'
end

local function typ_or_none(content)
  if content == nil or #content == 0 then return 'none' end
  return typ(content)
end

-- Text of ours and the contents kept aside, as inlines.
local function woven(text)
  local inlines, position = pandoc.Inlines {}, 1
  for first, number, last in text:gmatch('()' .. OPEN .. '(%d+)' .. CLOSE .. '()') do
    inlines:insert(pandoc.RawInline(FORMAT, text:sub(position, first - 1)))
    inlines:extend(kept[tonumber(number)])
    position = last
  end
  inlines:insert(pandoc.RawInline(FORMAT, text:sub(position)))
  return inlines
end

local function raw(text)
  if text:find(OPEN, 1, true) then return pandoc.Para(woven(text)) end
  return pandoc.RawBlock(FORMAT, text)
end

-- What links to an identifier lead to, on paper: components and pictures bear none of themselves.
local function anchor(id) return id ~= '' and '#anchor(' .. typ_string(id) .. ');' or '' end

-- Of a link that shows its own address, Pandoc writes no content.
local function outward(link)
  return woven('#link(' .. typ_string(link.target) .. ')' .. typ(link.content) .. ';' .. anchor(link.identifier))
end

-- At the end of a content, Pandoc's own line break, a backslash, would escape the bracket that closes it.
local function line_break() return pandoc.RawInline('typst', '#linebreak();') end

WORDS = { Str = literal, Link = outward, LineBreak = line_break }

-- The call of a component that shows a list; nothing of an empty one.
local function listing(name, calls)
  if #calls == 0 then return pandoc.Blocks {} end
  return raw('#' .. name .. '(\n  ' .. table.concat(calls, ',\n  ') .. ',\n)')
end

local function escape(text)
  return (text:gsub('&', '&amp;'):gsub('<', '&lt;'):gsub('>', '&gt;'):gsub('"', '&quot;'))
end

local function has(element, class) return element.classes:includes(class) end

local function only_allowed(attr)
  for name, _ in pairs(attr.attributes) do
    if not ALLOWED[name] then attr.attributes[name] = nil end
  end
end

-- The blocks of the first inner div of a class, and the others.
local function taken_out(blocks, class)
  local found, rest = nil, pandoc.Blocks {}
  for _, block in ipairs(blocks) do
    if not found and block.t == 'Div' and has(block, class) then found = block.content else rest:insert(block) end
  end
  return found, rest
end

-- The inlines of a list of blocks that hold one paragraph.
local function inlines_of(blocks)
  return blocks and pandoc.utils.blocks_to_inlines(blocks, { pandoc.Space() }) or pandoc.Inlines {}
end

local function trimmed(inlines)
  local first = inlines[1]
  while first and (first.t == 'Space' or first.t == 'SoftBreak') do inlines:remove(1); first = inlines[1] end
  if first and first.t == 'Str' then
    local text = first.text:gsub('^\u{a0}+', '')
    if text == '' then inlines:remove(1) else inlines[1] = pandoc.Str(text) end
  end
  return inlines
end

-- The spans, links and images of a list item by class: { name = Inlines, … }.
local function fields_of(inlines)
  local fields = {}
  for _, inline in ipairs(inlines) do
    if (inline.t == 'Span' or inline.t == 'Link') and inline.classes[1] then
      fields[inline.classes[1]] = inline
    elseif inline.t == 'Image' then
      fields.image = inline
    end
  end
  return fields
end

local function file_text(path)
  local file = assert(io.open(path, 'rb'), 'missing ' .. path)
  local text = file:read 'a'
  file:close()
  return text
end

local MIME = { png = 'image/png', jpg = 'image/jpeg', jpeg = 'image/jpeg', webp = 'image/webp', svg = 'image/svg+xml' }

-- Pandoc makes one since 3.7.1; the Pandoc of Quarto 1.7 is older.
local function data_uri(kind, bytes)
  if pandoc.mediabag.make_data_uri then return pandoc.mediabag.make_data_uri(kind, bytes) end
  local letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  local text = bytes:gsub('..?.?', function(three)
    local first, second, third = three:byte(1, 3)
    local bits, out = first << 16 | (second or 0) << 8 | (third or 0), {}
    for shift = 18, 0, -6 do
      local letter = (bits >> shift & 63) + 1
      out[#out + 1] = letters:sub(letter, letter)
    end
    return table.concat(out):sub(1, #three + 1) .. ('='):rep(3 - #three)
  end)
  return 'data:' .. kind .. ';base64,' .. text
end

-- --- Inlines -----------------------------------------------------------------------------------------------------

local function bound_number(span)
  local doubt = has(span, 'to-confirm')
  if not typst then return span end
  local call = '#value(' .. typ_string(span.attributes.ref or '') .. ', to-confirm: ' .. tostring(doubt) .. ')'
  span.content = woven(call .. typ(span.content) .. ';')
  return span
end

local function Span(span)
  only_allowed(span)
  if has(span, 'value') then return bound_number(span) end
  if typst and (has(span, 'awaited') or has(span, 'wanted')) then
    span.content = woven('#awaited' .. typ(span.content) .. ';')
    return span
  end
  if typst and has(span, 'to-confirm') then
    span.content:insert(pandoc.RawInline('typst', '#doubt-mark;'))
  end
  return span
end

-- The scheme of an address as browsers read it: they pass over the controls and spaces in front.
local function scheme_of(address) return address:gsub('[%c%s]+', ''):match '^(%a[%w+.-]*):' end

-- Where a reader may be led: a scheme that is admitted (rapport/ground/addresses.py), or no other host.
local function admitted(address)
  local scheme = scheme_of(address)
  if scheme then return SCHEMES[scheme:lower()] ~= nil end
  return not address:gsub('[%c%s]+', ''):match '^[/\\][/\\]'
end

local function Link(link)
  only_allowed(link)
  if not admitted(link.target) then return link.content end
  if typst and link.target:sub(1, 1) == '#' then
    return woven('#xref(' .. typ_string(link.target:sub(2)) .. ')' .. typ(link.content) .. ';' .. anchor(link.identifier))
  end
  return link
end

-- What is struck out, on paper: its links are struck out within. Around them, it would cross their underline (PDF/UA-1).
local function struck(inlines)
  local out, run = pandoc.Inlines {}, pandoc.Inlines {}
  local function apart(inline)
    if #run > 0 then out:insert(pandoc.Strikeout(run)) end
    out:insert(inline)
    run = pandoc.Inlines {}
  end
  for _, inline in ipairs(inlines) do
    if inline.t == 'RawInline' or inline.t == 'Note' then
      apart(inline)
    elseif inline.content then
      inline.content = struck(inline.content)
      apart(inline)
    else
      run:insert(inline)
    end
  end
  if #run > 0 then out:insert(pandoc.Strikeout(run)) end
  return out
end

local function Strikeout(strikeout)
  local linked = false
  if html then return nil end
  strikeout:walk { Link = function() linked = true end, RawInline = function(one) linked = linked or one.text:find('#xref', 1, true) end }
  return linked and struck(strikeout.content) or nil
end

-- Pandoc writes the spaces and accents of an address as %20, %C3%A9: a file is opened by its own name.
local function decoded(address)
  return (address:gsub('%%(%x%x)', function(code) return string.char(tonumber(code, 16)) end))
end

-- How a picture is set (rapport/sources/framing.py): its share of the column, the proportion and the side of a crop, where it stands,
-- the tone of the brand in which it is printed.
local SIDES = { top = true, bottom = true, left = true, right = true, center = true }
local TONES = { primary = true, secondary = true, tertiary = true, success = true }
local function framing_of(image)
  local typed = image.attributes
  local share = tonumber((typed.width or ''):match '^(%d%d?%d?)%%$')
  local wide, high = (typed.crop == 'square' and '1:1' or typed.crop or ''):match '^(%d%d?):(%d%d?)$'
  wide, high = tonumber(wide), tonumber(high)
  local place, raster = typed.place, not image.src:lower():match '%.svg$'
  return { tone = raster and TONES[typed.tone] and typed.tone or nil, share = share and share > 0 and share <= 100 and share or nil,
    wide = wide and wide * high > 0 and wide or nil, high = high,
    focus = SIDES[typed.focus] and typed.focus or 'center',
    place = (place == 'left' or place == 'right' or place == 'center') and place or nil }
end

-- The file of a picture: the one in two tones of the brand that the build has laid, where its author asks for one.
local function file_of(image, framing)
  return framing.tone and 'toned/' .. framing.tone .. '/' .. image.src:gsub('^assets/', '') or image.src
end

local function typst_picture(image, framing)
  local call = typ_string(file_of(image, framing)) .. ', alt: ' .. typ_string(pandoc.utils.stringify(image.caption))
  if framing.share then call = call .. ', width: ' .. framing.share .. '%' end
  if framing.wide then call = call .. ', crop: ' .. framing.wide .. ' / ' .. framing.high .. ', focus: ' .. framing.focus end
  return call .. (framing.place and ', place: ' .. framing.place or '')
end

local function style_of(framing)
  local styles = {}
  if framing.share then styles[#styles + 1] = 'width:' .. framing.share .. '%' end
  if framing.wide then
    if not framing.share then styles[#styles + 1] = 'width:100%' end
    styles[#styles + 1] = 'aspect-ratio:' .. framing.wide .. '/' .. framing.high .. ';object-fit:cover;object-position:' .. framing.focus
  end
  if framing.place then
    styles[#styles + 1] = 'display:block;margin-inline:' .. ({ left = '0 auto', right = 'auto 0', center = 'auto' })[framing.place]
  end
  return #styles > 0 and table.concat(styles, ';') or nil
end

function Image(image)
  local framing = framing_of(image)
  only_allowed(image)
  local scheme = scheme_of(image.src)
  if scheme and not SCHEMES[scheme:lower()] then return image.caption end
  if not scheme then image.src = decoded(image.src) end
  if typst then
    return pandoc.RawInline('typst', anchor(image.identifier) .. '#picture(' .. typst_picture(image, framing) .. ');')
  end
  if html then
    local kind = MIME[image.src:lower():match '%.(%w+)$' or '']
    if kind then image.src = data_uri(kind, file_text(file_of(image, framing))) end
    image.attributes.width = nil
    image.attributes.style = style_of(framing)
  end
  return image
end

-- Pictures that are alone in their paragraph stand side by side; in HTML, those of a block of their own.
local function Para(para)
  local pictures, number = {}, 0
  para:walk { Image = function() number = number + 1 end } -- Lua is handed the words of a paragraph as soon as it looks at one
  if number < 2 then return nil end
  for _, inline in ipairs(para.content) do
    if inline.t == 'Image' then pictures[#pictures + 1] = inline elseif not is_space(inline) then return nil end
  end
  if #pictures < 2 then return nil end
  if not typst then return pandoc.Div({ pandoc.Plain(pictures) }, { class = 'pictures' }) end
  local calls, anchors = {}, ''
  for _, image in ipairs(pictures) do
    calls[#calls + 1] = 'picture.with(' .. typst_picture(image, framing_of(image)) .. ')'
    anchors = anchors .. anchor(image.identifier)
  end
  return raw(anchors .. '#pictures(' .. table.concat(calls, ', ') .. ')')
end

local function CodeBlock(code) only_allowed(code) return code end

local function Code(code)
  only_allowed(code)
  if typst and code.identifier ~= '' then return { pandoc.RawInline('typst', anchor(code.identifier)), code } end
  return code
end

local INLINES = { Span = Span, Link = Link, Strikeout = Strikeout, Code = Code, Image = Image }

-- A component is made of the blocks of one kind that its div holds; whatever else an author has put there stays in its place.
local function made_of(kind, make)
  return function(div)
    local out = pandoc.Blocks {}
    for _, block in ipairs(div.content) do
      if block.t == kind then out:extend(make(block)) else out:insert(block) end
    end
    return out
  end
end

-- --- Components --------------------------------------------------------------------------------------------------

local components = {}

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
    local number, label, seen = pandoc.Inlines {}, pandoc.Inlines {}, false
    for _, inline in ipairs(inlines_of(item)) do
      (seen and label or number):insert(inline)
      local marked = inline.t == 'Strong' or (inline.t == 'Span' and (has(inline, 'value') or has(inline, 'awaited') or has(inline, 'unknown')))
      seen = seen or marked
    end
    local about, digits = about_of(number)
    items[#items + 1] = { number = number, about = about, digits = digits, label = trimmed(label) }
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

-- The title of a component, which isn't one of Pandoc's headings any more.
local function typ_title(header) return typ(pandoc.Inlines { pandoc.RawInline('typst', anchor(header.identifier)) } .. header.content) end

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

-- Who speaks, as the arguments of a call.
local function speaker(div)
  local who, role = div.attributes.who or '', div.attributes.role or ''
  return 'who: ' .. typ(pandoc.Inlines { pandoc.Str(who) }) .. ', role: '
    .. (role ~= '' and typ(pandoc.Inlines { pandoc.Str(role) }) or 'none')
end

-- The call that a block is, if it begins as `pattern` says, as an argument of another call.
local function call_in(block, pattern, as)
  local inlines = block and (block.t == 'RawBlock' and pandoc.Inlines { pandoc.RawInline(FORMAT, block.text) } or block.t == 'Para' and block.content:clone())
  local call = inlines and inlines[1] and inlines[1].t == 'RawInline' and inlines[1].text:match(pattern)
  if not call then return nil end
  inlines[1] = pandoc.RawInline(FORMAT, as .. call)
  kept[#kept + 1] = inlines
  return OPEN .. #kept .. CLOSE
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

-- --- Charts and tables -------------------------------------------------------------------------------------------

local function first_image(blocks)
  local found = nil
  pandoc.Blocks(blocks):walk { Image = function(image) found = found or image end }
  return found
end

-- The colour of the page that a drawing fills, which the build gives; nothing for a drawing in a text.
local function ground_of(div, form)
  local colour = (div.attributes.ground or ''):match '^#%x%x%x%x%x%x$'
  return colour and form:format(colour) or ''
end

-- The drawing's paragraph is read before Image turns it into a format's own picture: see the order of passes below.
-- The page takes the drawing itself in place of the picture as it is assembled: by then it has been drawn.
-- Whether a number of a drawing waits for confirmation: its mark stands in the picture, where nothing else can find it.
local function in_doubt(blocks)
  local found = false
  pandoc.Blocks(blocks):walk { Span = function(span) found = found or has(span, 'to-confirm') end }
  return found
end

components['chart'] = function(div)
  local title, rest = taken_out(div.content, 'chart-title')
  local subtitle; subtitle, rest = taken_out(rest, 'chart-subtitle')
  local data; data, rest = taken_out(rest, 'chart-data')
  local source; source, rest = taken_out(rest, 'chart-source')
  local image = first_image(rest)
  local alt = pandoc.utils.stringify(image.caption)
  if typst then
    return raw('#chart(id: ' .. typ_string(div.identifier) .. ', width: ' .. typ_string(div.attributes.width or '')
      .. ', title: ' .. typ(inlines_of(title)) .. ', subtitle: ' .. typ_or_none(inlines_of(subtitle))
      .. ', source: ' .. typ_or_none(inlines_of(source)) .. ', alt: ' .. typ_string(alt)
      .. ', path: ' .. typ_string(image.src) .. (in_doubt(div.content) and ', doubt: true' or '')
      .. ground_of(div, ', ground: rgb("%s")') .. ')')
  end
  if not html then return nil end
  local blocks = pandoc.Blocks { raw('<figure class="chart width-' .. escape(div.attributes.width or '') .. '" id="' .. escape(div.identifier) .. '">'),
    raw '<figcaption>' }
  blocks:insert(pandoc.Div({ pandoc.Plain(inlines_of(title)) }, { class = 'chart-title' }))
  if subtitle then blocks:insert(pandoc.Div({ pandoc.Plain(inlines_of(subtitle)) }, { class = 'chart-subtitle' })) end
  blocks:extend { raw '</figcaption>', raw('<div class="drawing"' .. ground_of(div, ' style="background:%s"') .. '><img src="' .. escape(image.src) .. '" alt="' .. escape(alt) .. '"></div>'),
    raw '<details class="chart-data"><summary>Voir les données</summary>' }
  blocks:extend(data or {})
  blocks:insert(raw '</details>')
  if source then blocks:insert(pandoc.Div({ pandoc.Plain(inlines_of(source)) }, { class = 'chart-source' })) end
  blocks:insert(raw '</figure>')
  return blocks
end

components['table'] = function(div)
  local source, rest = taken_out(div.content, 'table-source')
  if typst then
    return raw('#data-table(id: ' .. typ_string(div.identifier) .. ', source: ' .. typ_or_none(inlines_of(source)) .. ')' .. typ(rest))
  end
  if not html then return nil end
  local caption = ''
  pandoc.Blocks(rest):walk { Table = function(t) caption = pandoc.utils.stringify(t.caption.long) end }
  local blocks = pandoc.Blocks { raw('<figure class="table" id="' .. escape(div.identifier) .. '">'),
    raw('<div class="table-scroll" tabindex="0" role="region" aria-label="' .. escape(caption) .. '">') }
  blocks:extend(rest)
  blocks:insert(raw '</div>')
  if source then blocks:insert(pandoc.Div({ pandoc.Plain(inlines_of(source)) }, { class = 'table-source' })) end
  blocks:insert(raw '</figure>')
  return blocks
end

-- Whether the header of a table holds a link, a note or a number, which is a link to its entry.
local function leads(head)
  local found = false
  local function seen() found = true end
  for _, row in ipairs(head.rows) do
    for _, cell in ipairs(row.cells) do
      cell.contents:walk { Link = seen, Note = seen, Span = seen, RawInline = function(one) found = found or one.text:match '#%a' end }
    end
  end
  return found
end

-- Each header of a table says what it heads, its column or its row. Those above several columns head them all.
local function with_scopes(tbl)
  for _, row in ipairs(tbl.head.rows) do
    for _, cell in ipairs(row.cells) do cell.attributes.scope = cell.col_span > 1 and 'colgroup' or 'col' end
  end
  for _, body in ipairs(tbl.bodies) do
    for _, row in ipairs(body.body) do
      if row.cells[1] then row.cells[1].attributes.scope = row.cells[1].row_span > 1 and 'rowgroup' or 'row' end
    end
  end
end

-- The first cell of each row of a table's body is its header. Typst repeats a header overleaf as an artifact, which PDF/UA-1
-- forbids to hold a link.
local function Table(tbl)
  for _, body in ipairs(tbl.bodies) do body.row_head_columns = 1 end
  tbl.attr = pandoc.Attr(tbl.identifier)
  if html then with_scopes(tbl) end
  if not typst then return tbl end
  local anchored = anchor(tbl.identifier)
  tbl.attr = pandoc.Attr()
  if leads(tbl.head) then
    local once = typ { tbl }:gsub('table%.header%(', 'table.header(repeat: false, ', 1)
    return raw(anchored .. '#' .. once)
  end
  return anchored ~= '' and { raw(anchored), tbl } or tbl
end

-- --- People, directory, timeline, lexicon ------------------------------------------------------------------------

local function items_of(blocks)
  local items = {}
  for _, block in ipairs(blocks) do
    if block.t == 'BulletList' then
      for _, item in ipairs(block.content) do items[#items + 1] = inlines_of(item) end
    end
  end
  return items
end

local function person(inlines)
  local fields = fields_of(inlines)
  local contact = pandoc.Inlines {}
  for _, name in ipairs { 'phone', 'email' } do
    if fields[name] then
      if #contact > 0 then contact:insert(pandoc.LineBreak()) end
      contact:insert(fields[name])
    end
  end
  local function of(name) return fields[name] and typ(fields[name].content) or 'none' end
  return '(name: ' .. of 'name' .. ', role: ' .. of 'role' .. ', contact: ' .. typ_or_none(contact) .. ', note: ' .. of 'note' .. ')'
end

local function people_list(items)
  local blocks = pandoc.Blocks { raw '<ul class="people">' }
  for _, inlines in ipairs(items) do blocks:extend { raw '<li class="person">', pandoc.Plain(inlines), raw '</li>' } end
  blocks:insert(raw '</ul>')
  return blocks
end

-- What a title has of the branch of its chart, and what follows, as a title of its own.
local function parted(title)
  if not (title[1] and title[1].t == 'Span' and has(title[1], 'branch')) then return ', branch: none' end
  local part = pandoc.Inlines { table.unpack(title, 2) }
  while part[1] and part[1].t == 'Space' do part:remove(1) end
  if part[1] and part[1].t == 'Str' then
    local first = utf8.offset(part[1].text, 2) or #part[1].text + 1
    part[1] = pandoc.Str(pandoc.text.upper(part[1].text:sub(1, first - 1)) .. part[1].text:sub(first))
  end
  return ', branch: ' .. typ(title[1].content) .. ', part: ' .. typ(part)
end

components['people'] = function(div, depth)
  local groups = {}
  for _, block in ipairs(div.content) do
    if block.t == 'DefinitionList' then
      for _, entry in ipairs(block.content) do groups[#groups + 1] = { title = entry[1], items = items_of(entry[2][1]) } end
    end
  end
  if typst then
    local function persons(items)
      local calls = {}
      for _, inlines in ipairs(items) do calls[#calls + 1] = person(inlines) end
      return calls
    end
    if #groups == 0 then return listing('people', persons(items_of(div.content))) end
    local calls = { 'level: ' .. depth .. (has(div, 'tree') and ', tree: true' or '') }
    for _, group in ipairs(groups) do
      calls[#calls + 1] = '(title: ' .. typ(group.title) .. parted(group.title) .. ', people: (' .. table.concat(persons(group.items), ',\n  ') .. ',))'
    end
    return listing('people-groups', calls)
  end
  if not html then return nil end
  if #groups == 0 then return people_list(items_of(div.content)) end
  local blocks = pandoc.Blocks { raw '<dl class="people-groups">' }
  for _, group in ipairs(groups) do
    blocks:extend { raw '<div><dt>', pandoc.Plain(group.title), raw '</dt><dd>' }
    blocks:extend(people_list(group.items))
    blocks:insert(raw '</dd></div>')
  end
  blocks:insert(raw '</dl>')
  return blocks
end

-- The frame of a photograph: the picture, what is said under it, its credit.
components['photo'] = function(div)
  local image, caption, credit = first_image(div.content), pandoc.Blocks {}, nil
  for _, block in ipairs(div.content) do
    local inlines = block.content
    if block.t == 'Para' and #inlines == 1 and inlines[1].t == 'Span' and has(inlines[1], 'credit') then credit = inlines[1].content
    elseif not (block.t == 'Para' and inlines:find_if(function(inline) return inline.t == 'Image' end)) then caption:insert(block) end
  end
  if not image then return nil end
  if typst then
    image.src = decoded(image.src)
    return raw('#photo(picture.with(' .. typst_picture(image, framing_of(image)) .. '), cropped: ' .. tostring(framing_of(image).wide ~= nil)
      .. ', caption: ' .. typ_or_none(caption) .. ', credit: ' .. typ_or_none(credit) .. ')')
  end
  if not html then return nil end
  local blocks = pandoc.Blocks { raw '<figure class="photo">', pandoc.Plain { image } }
  if #caption > 0 or credit then
    blocks:insert(raw '<figcaption>')
    blocks:extend(caption)
    if credit then blocks:insert(pandoc.Div({ pandoc.Plain(credit) }, { class = 'credit' })) end
    blocks:insert(raw '</figcaption>')
  end
  blocks:insert(raw '</figure>')
  return blocks
end

-- What a draft says of a photograph that is awaited, in a frame of its proportion: its first paragraph is a title.
components['wanted'] = function(div)
  local wide, high = (div.attributes.ratio or ''):match '^(%d%d?):(%d%d?)$'
  if html then
    div.attributes = wide and { style = 'aspect-ratio:' .. wide .. '/' .. high } or {}
    return div
  end
  if not typst then return nil end
  local title, rest = div.content[1], div.content:clone()
  rest:remove(1)
  return raw('#wanted(ratio: ' .. (wide or '3') .. ' / ' .. (high or '2') .. ', title: ' .. typ { title } .. ')' .. typ(rest))
end

-- Logos of one weight: each has the same area, within a cell. In rem on screen; Typst and Word measure for themselves.
local LOGO, LOGO_WIDE, LOGO_HIGH = 20, 11, 6 -- rem², rem
local function logo_style(image)
  local size = pandoc.image and pandoc.image.size and select(2, pcall(pandoc.image.size, file_text(image.src)))
  if type(size) ~= 'table' or not size.width or size.width <= 0 or size.height <= 0 then return 'width:8rem' end
  local ratio = size.width / size.height
  local scale = math.min(1, LOGO_WIDE / math.sqrt(LOGO * ratio), LOGO_HIGH / math.sqrt(LOGO / ratio))
  return string.format('width:%.2frem', scale * math.sqrt(LOGO * ratio))
end

local function logo(inlines)
  local image = inlines:find_if(function(inline) return inline.t == 'Image' end)
  if typst then
    if not image then return '(name: ' .. typ(inlines) .. ')' end
    return '(path: ' .. typ_string(decoded(image.src)) .. ', name: ' .. typ_string(pandoc.utils.stringify(image.caption)) .. ')'
  end
  if not image then return pandoc.Plain(inlines) end
  image.src = decoded(image.src)
  local style, kind = logo_style(image), MIME[image.src:lower():match '%.(%w+)$' or '']
  if kind then image.src = data_uri(kind, file_text(image.src)) end
  return raw('<img src="' .. escape(image.src) .. '" style="' .. style .. '" alt="' .. escape(pandoc.utils.stringify(image.caption)) .. '">')
end

components['logos'] = function(div, depth)
  local groups = {}
  for _, block in ipairs(div.content) do
    if block.t == 'DefinitionList' then
      for _, entry in ipairs(block.content) do groups[#groups + 1] = { title = entry[1], items = items_of(entry[2][1]) } end
    elseif block.t == 'BulletList' then
      groups[#groups + 1] = { items = items_of { block } }
    end
  end
  if typst then
    local calls = { 'level: ' .. depth }
    for _, group in ipairs(groups) do
      local walls = {}
      for _, inlines in ipairs(group.items) do walls[#walls + 1] = logo(inlines) end
      calls[#calls + 1] = '(title: ' .. typ_or_none(group.title) .. ', logos: (' .. table.concat(walls, ', ') .. ',))'
    end
    return listing('logos', calls)
  end
  if not html then return nil end
  local blocks = pandoc.Blocks {}
  for _, group in ipairs(groups) do
    if group.title then blocks:extend { raw '<p class="logos-title">', pandoc.Plain(group.title), raw '</p>' } end
    blocks:insert(raw '<ul class="logos">')
    for _, inlines in ipairs(group.items) do blocks:extend { raw '<li>', logo(inlines), raw '</li>' } end
    blocks:insert(raw '</ul>')
  end
  return blocks
end

-- Where a draft asks for logos: a title, and a place for each family.
components['logos-wanted'] = function(div)
  if not typst then return nil end
  local list, calls = div.content[2], { 'title: ' .. typ { div.content[1] } }
  if list then for _, inlines in ipairs(items_of { list }) do calls[#calls + 1] = typ(inlines) end end
  return listing('logos-wanted', calls)
end

-- A photograph with its credit under it, when it has one.
local function with_credit(image, credit)
  local inlines = pandoc.Inlines { Image(image) }
  if credit then
    inlines:extend(woven('#linebreak();#text(size: tiny-size)' .. typ(credit.content) .. ';'))
  end
  return inlines
end

local function simple_list(tag, class, names)
  components[class] = function(div, depth)
    local items = items_of(div.content)
    if #items == 0 then return pandoc.Blocks {} end
    if typst then
      local calls = { 'level: ' .. depth }
      for _, inlines in ipairs(items) do
        local fields, parts = fields_of(inlines), {}
        for _, name in ipairs(names) do
          local field = fields[name]
          local given = 'none'
          if field then
            given = field.t == 'Link' and typ(pandoc.Inlines { field }) or field.t == 'Image' and typ(with_credit(field, fields.credit))
              or typ(field.content)
          end
          parts[#parts + 1] = name .. ': ' .. given
        end
        calls[#calls + 1] = '(' .. table.concat(parts, ', ') .. ')'
      end
      return listing(class, calls)
    end
    if not html then return nil end
    local blocks = pandoc.Blocks { raw('<' .. tag .. ' class="' .. class .. '">') }
    for _, inlines in ipairs(items) do blocks:extend { raw '<li>', pandoc.Plain(inlines), raw '</li>' } end
    blocks:insert(raw('</' .. tag .. '>'))
    return blocks
  end
end

simple_list('ol', 'timeline', { 'when', 'what', 'where', 'who', 'detail', 'image', 'wanted' })
simple_list('ul', 'directory', { 'number', 'region', 'name', 'phone', 'email' })

components['lexicon'] = function(div)
  local entries = {}
  for _, block in ipairs(div.content) do
    if block.t == 'DefinitionList' then
      for _, entry in ipairs(block.content) do
        entries[#entries + 1] = { term = entry[1][1], definition = inlines_of(entry[2][1]) }
      end
    end
  end
  if typst then
    local calls = {}
    for _, entry in ipairs(entries) do
      calls[#calls + 1] = '(id: ' .. typ_string(entry.term.identifier) .. ', term: ' .. typ(entry.term.content)
        .. ', definition: ' .. typ(entry.definition) .. ')'
    end
    return listing('lexicon', calls)
  end
  if not html then return nil end
  local blocks = pandoc.Blocks { raw '<dl class="lexicon">' }
  for _, entry in ipairs(entries) do
    blocks:extend { raw('<div><dt class="term" id="' .. escape(entry.term.identifier) .. '">'), pandoc.Plain(entry.term.content),
      raw '</dt><dd>', pandoc.Plain(entry.definition), raw '</dd></div>' }
  end
  blocks:insert(raw '</dl>')
  return blocks
end

-- Those that write their own identifier: no author types them.
local NAMED = { chart = true, table = true, awaited = true }

-- What a component is made of, with the identifier that its author gives it.
local function named(made, id)
  made = pandoc.utils.type(made) == 'Blocks' and made or pandoc.Blocks(made)
  if id == '' or #made == 0 then return made end
  if typst then
    made:insert(1, raw(anchor(id)))
  elseif made[1].t == 'RawBlock' then
    local tag, rest = made[1].text:match '^(<%w+)(.*)$'
    made[1] = raw(tag .. ' id="' .. escape(id) .. '"' .. rest)
  else
    return pandoc.Blocks { pandoc.Div(made, { id = id }) }
  end
  return made
end

local function Div(div)
  local depth = tonumber(div.attributes.depth) or 4 -- how deep a heading in it is: said by its section
  only_allowed(div)
  for _, class in ipairs(div.classes) do
    if components[class] then
      local made = components[class](div, depth)
      if made ~= nil then return NAMED[class] and made or named(made, div.identifier) end
    end
  end
  if typst and div.identifier ~= '' then
    local id = div.identifier
    div.identifier = ''
    return { raw(anchor(id)), div }
  end
  return div
end

-- A list of terms that an author typed, each over what is said of it.
local function DefinitionList(list)
  if not typst then return nil end
  local calls = {}
  for _, entry in ipairs(list.content) do
    local said = pandoc.Blocks {}
    for _, blocks in ipairs(entry[2]) do
      for _, block in ipairs(blocks) do -- lines that follow each other would be one paragraph
        said:insert(#entry[2] > 1 and block.t == 'Plain' and pandoc.Para(block.content) or block)
      end
    end
    said = said:walk { traverse = 'typewise', Div = Div }
    calls[#calls + 1] = '(term: ' .. typ(entry[1]) .. ', said: ' .. typ(said) .. ')'
  end
  return listing('definitions', calls)
end

-- Components that read such lists themselves.
local READERS = { 'people', 'logos', 'lexicon' }
local TERMS = { traverse = 'topdown', DefinitionList = DefinitionList, Div = function(div)
  for _, class in ipairs(READERS) do if has(div, class) then return div, false end end
end }

-- --- Sections ----------------------------------------------------------------------------------------------------

local function opening(div, level, title, kicker, lead)
  if typst then
    if has(div, 'part') then
      return { raw('#part-opening(id: ' .. typ_string(div.identifier) .. ', number: ' .. typ_string(div.attributes.number)
        .. ', title: ' .. typ(title) .. ', lead: ' .. typ_or_none(lead) .. ')') }
    end
    local stands = div.attributes.stands
    local place = stands and ', place: ' .. typ_string(stands) or has(div, 'banner') and ', banner: true' or has(div, 'coloured') and ', coloured: true' or ''
    return { raw('#section-opening(id: ' .. typ_string(div.identifier) .. ', level: ' .. level .. place .. ', kicker: '
      .. typ_or_none(kicker) .. ', title: ' .. typ(title)
      .. ', lead: ' .. typ_or_none(lead) .. ')') }
  end
  local class = has(div, 'part') and 'part' or 'section'
  local heading = div.identifier .. '-titre'
  local blocks = pandoc.Blocks { raw('<section class="' .. class .. (has(div, 'coloured') and ' coloured' or '') .. '" id="' .. escape(div.identifier)
    .. '" aria-labelledby="' .. escape(heading) .. '">'), raw('<header class="' .. class .. '-header">') }
  if div.attributes.number then blocks:insert(raw('<p class="part-number">' .. escape(div.attributes.number) .. '</p>')) end
  if #kicker > 0 then blocks:extend { raw '<p class="kicker">', pandoc.Plain(kicker), raw '</p>' } end
  blocks:insert(pandoc.Header(level + 1, title, pandoc.Attr(heading)))
  if #lead > 0 then blocks:insert(pandoc.Div({ pandoc.Para(lead) }, { class = 'lead' })) end
  blocks:insert(raw '</header>')
  return blocks
end

-- Notes go to the end of their own section: a section's HTML never depends on its neighbours.
local function notes_apart(body, name)
  local notes = {}
  body = body:walk {
    Note = function(note)
      notes[#notes + 1] = note.content
      local n = tostring(#notes)
      return pandoc.RawInline('html', '<a href="#note-' .. name .. '-' .. n .. '" id="appel-' .. name .. '-' .. n
        .. '" class="footnote-ref" role="doc-noteref"><sup>' .. n .. '</sup></a>')
    end,
  }
  if #notes == 0 then return body end
  body:insert(raw '<section class="footnotes" role="doc-endnotes" aria-label="Notes"><ol>')
  for n, content in ipairs(notes) do
    body:insert(raw('<li id="note-' .. name .. '-' .. n .. '">'))
    body:extend(content)
    body:insert(raw('<a href="#appel-' .. name .. '-' .. n .. '" role="doc-backlink" aria-label="Retour au texte">↩</a></li>'))
  end
  body:insert(raw '</ol></section>')
  return body
end

local function ends_in_letter(text)
  local start = text ~= '' and utf8.offset(text, -1)
  local code = start and utf8.codepoint(text, start)
  return code and (code < 128 and text:match '[%w-]$' or code >= 0xC0 and code < 0x250) and true or false
end

-- The first use of each acronym of the lexicon is a link to its entry and bears what it stands for. Headings, links and names are left alone.
local function with_acronyms(body, pairs_text)
  local anchors, meanings = {}, {}
  for term, anchor, meaning in pairs_text:gmatch '([^%s=]+)=([^=]+)=([^;]*);' do anchors[term], meanings[term] = anchor, meaning end
  local function linked(str)
    for first, term, last in str.text:gmatch '()([%u%d][%u%d-]*[%u%d])()' do
      local before, after = str.text:sub(1, first - 1), str.text:sub(last)
      if anchors[term] and not ends_in_letter(before) and not after:match '^[%w-]' then
        local shown = html and meanings[term] ~= ''
          and pandoc.RawInline('html', '<abbr title="' .. escape(meanings[term]) .. '">' .. term .. '</abbr>') or pandoc.Str(term)
        local link = pandoc.Link({ shown }, '#' .. anchors[term], '', { class = 'acronym' })
        anchors[term] = nil
        local out = pandoc.Inlines {}
        if before ~= '' then out:insert(pandoc.Str(before)) end
        out:insert(link)
        if after ~= '' then out:insert(pandoc.Str(after)) end
        return out
      end
    end
  end
  local function awaited(block)
    if next(anchors) == nil then return false end
    local text = pandoc.utils.stringify(block.content)
    for term, _ in pairs(anchors) do
      if text:find(term, 1, true) then return true end
    end
  end
  local function prose(block)
    if not awaited(block) then return block, false end
    block.content = block.content:walk { traverse = 'topdown', Str = linked, Link = function(l) return l, false end,
      Span = function(s) return s, false end, Code = function(c) return c, false end }
    return block
  end
  return body:walk { traverse = 'topdown', Para = prose, Plain = prose, Header = function(h) return h, false end,
    Table = function(t) return t, false end,
    Div = function(d) if has(d, 'chart') or has(d, 'table') or has(d, 'people') or has(d, 'directory') then return d, false end end }
end

-- A title that leads nowhere in the report: Typst can't tell the words of one that is only known in its place.
local function unlinked(inlines)
  return inlines:walk { Link = function(link) if link.target:sub(1, 1) == '#' then return link.content end end }
end

-- The note of a title is none of its words: a bookmark of the PDF, which is a heading's text, would hold it.
local function noted(inlines)
  return inlines:walk { Note = function(note)
    return { pandoc.RawInline('typst', '#noted['), note, pandoc.RawInline('typst', '];') }
  end }
end

local function stuck(inlines)
  for index = #inlines, 2, -1 do
    local before = inlines[index].t == 'Note' and inlines[index - 1].t
    if before == 'Space' or before == 'SoftBreak' then inlines:remove(index - 1) end
  end
  return inlines
end

-- The call of a note sticks to its word: Typst drops the space before it, and the page would read otherwise.
-- Blocks without a note are let be: Lua would be handed each of their words.
local function with_notes_stuck(blocks)
  local out = pandoc.Blocks {}
  for _, block in ipairs(blocks) do
    local called = false
    block:walk { Note = function() called = true end }
    out:insert(called and block:walk { Inlines = stuck } or block)
  end
  return out
end

local function level_in(code) code.text = code.text:gsub(LEVEL .. '(%d)', '%1') return code end

local function section(div)
  local level = tonumber(div.attributes.level or '1')
  local body = with_notes_stuck(div.content:clone())
  local title = body[1].content
  body:remove(1)
  local function taken(name)
    if not (body[1] and body[1].t == 'Div' and has(body[1], name)) then return pandoc.Inlines {} end
    return inlines_of(body:remove(1).content)
  end
  local kicker, lead = taken 'kicker', taken 'lead'
  if typst then
    local before = 1
    for index, block in ipairs(body) do
      if block.t == 'Header' then
        before = block.level
      else
        body[index] = pandoc.Blocks { block }:walk { Div = function(inner) inner.attributes.depth = tostring(before + level) return inner end }[1]
      end
    end
  end
  body = body:walk {
    Header = function(header)
      only_allowed(header)
      if typst then header.content = noted(unlinked(header.content)) end
      header.level = math.min(header.level + level - 1 + (html and 1 or 0), 6)  -- HTML has no deeper heading
      return header
    end,
  }
  if div.attributes.acronyms then body = with_acronyms(body, div.attributes.acronyms) end
  body = body:walk { Para = Para, Span = Span, Link = Link, Strikeout = Strikeout, Code = Code, CodeBlock = CodeBlock, Table = Table, OrderedList = counted_anew }
  body = body:walk(TERMS):walk { traverse = 'typewise', Div = Div }
  body = body:walk { Image = Image }
  if typst then
    body = body:walk { RawBlock = level_in, RawInline = level_in, Header = function(header)
      return has(header, 'new-page') and { raw '#new-page', header } or nil
    end }
  end
  if typst then title = noted(unlinked(title)) end
  title, kicker, lead = title:walk(INLINES), kicker:walk(INLINES), lead:walk(INLINES)
  local blocks = pandoc.Blocks {}
  blocks:extend(opening(div, level, title, kicker, lead))
  blocks:extend(body)
  if html then blocks = notes_apart(blocks, div.identifier) end
  if html then blocks:insert(raw '</section>') end
  if typst then blocks = blocks:walk(WORDS) end
  return blocks
end

local function is_piece(block)
  return block.t == 'Div' and (has(block, 'section') or has(block, 'part')) and block.identifier:match '^[%w_-]+$' ~= nil
    and block.content[1] ~= nil and block.content[1].t == 'Header'
end

function Pandoc(doc)
  local out = pandoc.Blocks {}
  for _, block in ipairs(doc.blocks) do
    if is_piece(block) then
      -- One marker before each piece: the engine cuts there and keeps the pieces. No author can type its first letter.
      out:insert(raw((html and '<!--\u{e004}piece ' or '//\u{e004}piece ') .. block.identifier .. (html and '-->' or '')))
      out:extend(section(block))
    else
      -- What an author's fences have put outside of the section is an author's text all the same.
      out:extend(pandoc.Blocks { block }:walk { Span = Span, Link = Link, Strikeout = Strikeout, Code = Code, CodeBlock = CodeBlock,
        Table = Table, OrderedList = counted_anew, Header = function(header) only_allowed(header) return header end }:walk(TERMS):walk { traverse = 'typewise', Div = Div }
        :walk { Image = Image, RawBlock = level_in, RawInline = level_in }:walk(typst and WORDS or {}))
    end
  end
  doc.blocks = out
  return doc
end
