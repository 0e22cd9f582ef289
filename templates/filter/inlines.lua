-- What stands in a line: numbers, links, what is struck out, code.

local part = ...
local html = FORMAT:match 'html' ~= nil
local typst = FORMAT == 'typst'

local addresses = part 'filter/addresses'
local admitted = addresses.admitted
local elements = part 'filter/elements'
local has, only_allowed = elements.has, elements.only_allowed
local markup = part 'filter/markup'
local typ_string, typ, woven, anchor = markup.typ_string, markup.typ, markup.woven, markup.anchor
local pictures = part 'filter/pictures'
local Image = pictures.Image

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

local function CodeBlock(code) only_allowed(code) return code end

local function Code(code)
  only_allowed(code)
  if typst and code.identifier ~= '' then return { pandoc.RawInline('typst', anchor(code.identifier)), code } end
  return code
end

local INLINES = { Span = Span, Link = Link, Strikeout = Strikeout, Code = Code, Image = Image }

return { Span = Span, Link = Link, Strikeout = Strikeout, Code = Code, CodeBlock = CodeBlock, INLINES = INLINES }
