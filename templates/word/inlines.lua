-- What stands in a line: numbers as content controls, questions as comments, links, pictures.

local part = ...
local given = part 'word/given'
local numbers, edition = given.numbers, given.edition
local admitted = part('filter/addresses').admitted
local has = part('filter/elements').has
local styles = part 'word/styles'
local xml, escape, cut = styles.xml, styles.escape, styles.cut

local PAGE = 159 -- mm, between the margins
local TALLEST = 100 -- mm: a photograph in portrait would fill a page, or go over it
local DOTS = 96 -- an inch, in a picture that doesn't say it

local controls, comments = 0, 0

-- A question about a number, as a comment in the margin. Attributes in a list: those of a table of names come in any order.
local function commented(content, question)
  comments = comments + 1
  local id = tostring(comments)
  local start = pandoc.Span({ pandoc.Str(question) }, pandoc.Attr('', { 'comment-start' }, { { 'id', id }, { 'author', edition.author }, { 'date', edition.date } }))
  local ending = pandoc.Span({}, pandoc.Attr('', { 'comment-end' }, { id = id }))
  return pandoc.Inlines { start } .. content .. pandoc.Inlines { ending }
end

-- What is to confirm: highlighted, and followed by its mark as on paper.
local function marked(content)
  return content .. pandoc.Inlines { pandoc.Span({ pandoc.Str '°' }, { ['custom-style'] = 'Chiffre à confirmer' }) }
end

local function bound(span)
  local ref = span.attributes.ref or ''
  local known = numbers[ref]
  if not known then return span.content end
  controls = controls + 1
  local style = has(span, 'to-confirm') and 'Chiffre à confirmer' or 'Chiffre lié'
  local opening = '<w:sdt><w:sdtPr><w:alias w:val="' .. escape(cut(known.title, 64)) .. '"/><w:tag w:val="' .. escape(cut(ref, 64))
    .. '"/><w:id w:val="' .. controls .. '"/></w:sdtPr><w:sdtContent>'
  local ending = '</w:sdtContent></w:sdt>'
  if not has(span, 'linked') then
    opening = opening .. '<w:hyperlink w:anchor="' .. known.anchor .. '" w:history="1" w:tooltip="' .. escape(cut(known.tip, 255)) .. '">'
    ending = '</w:hyperlink>' .. ending
  end
  local content = pandoc.Inlines { xml(opening), pandoc.Span(span.content, { ['custom-style'] = style }), xml(ending) }
  if has(span, 'to-confirm') then content = marked(content) end
  return known.question and commented(content, known.question) or content
end

-- What has lost its attributes, with the identifier that its author gave it: what links lead to, in a Word file, is a bookmark.
local function marked_by(id, inline)
  return id ~= '' and pandoc.Span({ inline }, pandoc.Attr(id)) or inline
end

-- A link holds no other link: the numbers in it lead nowhere of their own.
local function Link(link)
  if not admitted(link.target) then return link.content end
  local id = link.identifier
  link.attr = pandoc.Attr()
  link.content = link.content:walk { Span = function(span) span.classes:insert 'linked' return span end }
  return marked_by(id, link)
end

local function Span(span)
  if has(span, 'value') then return bound(span) end
  if has(span, 'to-confirm') then
    local content = marked(span.content)
    local question = span.attributes.question or ''
    return question ~= '' and commented(content, 'À confirmer\u{a0}: ' .. question) or content
  end
  if span.attributes['custom-style'] or has(span, 'comment-start') or has(span, 'comment-end') or span.identifier ~= '' then return nil end
  return span.content
end

-- Word draws no SVG by itself: the build lays a PNG beside each one.
local function Image(image)
  if not admitted(image.src) then return image.caption end
  local width = image.attributes.width
  local height = nil
  local asked = image.attributes
  local framed = given.framed[table.concat({ image.src, asked.crop or '', asked.focus or '', asked.tone or '' }, ' ')]
  image.src = framed or image.src:gsub('%.svg$', '.png')
  local size = given.sizes[image.src]
  if size and not width and size[2] / size[1] * math.min(PAGE, size[1] / DOTS * 25.4) > TALLEST then height = TALLEST .. 'mm' end
  local id = image.identifier
  image.attr = pandoc.Attr('', {}, { width = width, height = height })
  return marked_by(id, image)
end

local function CodeBlock(code) code.attr = pandoc.Attr() return code end

local function Code(code)
  local id = code.identifier
  code.attr = pandoc.Attr()
  return marked_by(id, code)
end

return { PAGE = PAGE, Link = Link, Span = Span, Image = Image, Code = Code, CodeBlock = CodeBlock }
