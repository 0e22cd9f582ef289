-- The markup of each format, written from contents: calls of Typst's components, elements of the page.

local part = ...
local elements = part 'filter/elements'
local is_space = elements.is_space

local WORDS

local function typ_string(text)
  return '"' .. text:gsub('\\', '\\\\'):gsub('"', '\\"'):gsub('\n', '\\n') .. '"'
end

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
    return keep(leaves and inlines or inlines:walk { Image = part('filter/pictures').Image }) -- its words are read with those around it
  end
  content = pandoc.Blocks(content):walk { Image = part('filter/pictures').Image }:walk(WORDS) -- Pandoc's own pictures drop the alternative text
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

-- The title of a component, which isn't one of Pandoc's headings any more.
local function typ_title(header) return typ(pandoc.Inlines { pandoc.RawInline('typst', anchor(header.identifier)) } .. header.content) end

-- The call that a block is, if it begins as `pattern` says, as an argument of another call.
local function call_in(block, pattern, as)
  local inlines = block and (block.t == 'RawBlock' and pandoc.Inlines { pandoc.RawInline(FORMAT, block.text) } or block.t == 'Para' and block.content:clone())
  local call = inlines and inlines[1] and inlines[1].t == 'RawInline' and inlines[1].text:match(pattern)
  if not call then return nil end
  inlines[1] = pandoc.RawInline(FORMAT, as .. call)
  kept[#kept + 1] = inlines
  return OPEN .. #kept .. CLOSE
end

local function escape(text)
  return (text:gsub('&', '&amp;'):gsub('<', '&lt;'):gsub('>', '&gt;'):gsub('"', '&quot;'))
end

return {
  typ_string = typ_string, typ = typ, typ_or_none = typ_or_none, typ_title = typ_title, woven = woven, raw = raw,
  anchor = anchor, listing = listing, call_in = call_in, escape = escape, WORDS = WORDS, LEVEL = LEVEL,
}
