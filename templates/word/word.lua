-- The manuscript's divs and spans as a Word file to proofread: paragraphs of named styles, tables, comments.
-- Each number is a content control whose tag is its name; a click leads to its line in the last table of the file.
-- The styles are in the templates beside it. `word.json` (made by the build) holds what is said of each number and of each section.

-- What a part of this filter gives, by its path in the templates: a file read once, in the same world, which is given this function.
local parts = {}
local function part(path)
  if not parts[path] then
    local begin, why = loadfile('../' .. path .. '.lua', 't', _ENV)
    if not begin then error(why, 0) end -- which says where, by itself
    parts[path] = begin(part)
  end
  return parts[path]
end

local given = part 'word/given'
local edition = given.edition
local elements = part 'filter/elements'
local has, inlines_of = elements.has, elements.inlines_of
local Div = part('word/components').Div
local inlines = part 'word/inlines'
local Link, Span, Image, Code, CodeBlock = inlines.Link, inlines.Span, inlines.Image, inlines.Code, inlines.CodeBlock
local styles = part 'word/styles'
local escape, styled = styles.escape, styles.styled
local tables = part 'word/tables'
local cell, table_of, Table = tables.cell, tables.table_of, tables.Table

local contents = {}

-- The words of a heading in the contents, what is doubtful marked as it is in its place.
local function words_of(title)
  return pandoc.utils.stringify(title:walk { Span = function(span)
    return has(span, 'to-confirm') and span.content .. pandoc.Inlines { pandoc.Str '°' } or nil
  end })
end

local function section(div)
  local level = tonumber(div.attributes.level or '1')
  local body = div.content:clone()
  local title = body:remove(1).content
  local function taken(name)
    if not (body[1] and body[1].t == 'Div' and has(body[1], name)) then return nil end
    return inlines_of(body:remove(1).content)
  end
  local kicker, lead = taken 'kicker', taken 'lead'
  body = body:walk { Header = function(header)
    header.level = math.min(header.level + level - 1, 6)
    header.attr = pandoc.Attr(header.identifier)
    return header
  end }
  local blocks = pandoc.Blocks {}
  if div.attributes.number then
    blocks:insert(styled('Numéro de partie', pandoc.Inlines { pandoc.Str('Partie ' .. div.attributes.number) }))
  elseif given.sources[div.identifier] then
    blocks:insert(styled(level == 1 and 'Fichier source en tête' or 'Fichier source', pandoc.Inlines { pandoc.Str(given.sources[div.identifier]) }))
  end
  if kicker then blocks:insert(styled('Surtitre', kicker)) end
  blocks:insert(pandoc.Header(level, title, pandoc.Attr(div.identifier)))
  if lead then blocks:insert(styled('Chapeau', lead)) end
  blocks:extend(body)
  contents[#contents + 1] = { level = level, anchor = div.identifier, title = words_of(title) }
  return blocks
end

-- The table of contents as a field that Word makes anew on demand (F9); until then, links to the sections.
local function table_of_contents()
  local parts = {}
  for index, entry in ipairs(contents) do
    local start = index == 1 and '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' or ''
    local ending = index == #contents and '<w:r><w:fldChar w:fldCharType="end"/></w:r>' or ''
    parts[#parts + 1] = '<w:p><w:pPr><w:pStyle w:val="TOC' .. math.min(entry.level, 2) .. '"/></w:pPr>' .. start .. '<w:hyperlink w:anchor="'
      .. escape(entry.anchor) .. '" w:history="1"><w:r><w:t xml:space="preserve">' .. escape(entry.title) .. '</w:t></w:r></w:hyperlink>' .. ending .. '</w:p>'
  end
  return pandoc.RawBlock('openxml', table.concat(parts, '\n'))
end

local function opening()
  local blocks = pandoc.Blocks {}
  if edition.logo ~= '' then blocks:insert(pandoc.Para { pandoc.Image({ pandoc.Str(edition.organisation) }, edition.logo, '', { height = '14mm' }) }) end
  blocks:insert(styled('Title', pandoc.Inlines { pandoc.Str(edition.title) }))
  if edition.subtitle ~= '' then blocks:insert(styled('Subtitle', pandoc.Inlines { pandoc.Str(edition.subtitle) })) end
  blocks:insert(styled('Author', pandoc.Inlines { pandoc.Str(edition.organisation) }))
  blocks:insert(styled('Date', pandoc.Inlines { pandoc.Str(edition.published) }))
  for _, line in ipairs(edition.notice) do blocks:insert(styled('Notice', pandoc.Inlines { pandoc.Str(line) })) end
  blocks:insert(styled('TOC Heading', pandoc.Inlines { pandoc.Str 'Sommaire' }))
  blocks:insert(table_of_contents())
  return blocks
end

-- Where each number comes from: the lines that the numbers of the text lead to.
local function origins()
  local rows = {}
  for _, entry in ipairs(given.entries) do
    local label = entry.label .. (entry.doubt and '°' or '') .. (entry.stated ~= '' and '. Énoncé ailleurs\u{a0}: ' .. entry.stated .. '.' or '')
      .. (entry.evidence ~= '' and '. Pièce\u{a0}: ' .. entry.evidence .. '.' or '')
    rows[#rows + 1] = { cell(pandoc.Inlines { pandoc.Span({ pandoc.Str(label) }, pandoc.Attr(entry.id)) }), cell(pandoc.Inlines { pandoc.Str(entry.value) }),
      cell(pandoc.Inlines { pandoc.Str(entry.status) }), cell(pandoc.Inlines { pandoc.Str(entry.source) }) }
  end
  local blocks = pandoc.Blocks { styled('Surtitre de fin', pandoc.Inlines { pandoc.Str 'Annexe' }),
    pandoc.Header(1, 'Les chiffres de ce rapport', pandoc.Attr 'annexe-chiffres') }
  if given.document ~= '' then
    blocks:insert(styled('Source de données', pandoc.Inlines { pandoc.Str('Source, sauf autre mention\u{a0}: ' .. given.document .. '.') }))
  end
  blocks:insert(table_of({ 'Chiffre', 'Valeur', 'Statut', 'Source' }, rows, { 0.33, 0.22, 0.12, 0.33 }))
  contents[#contents + 1] = { level = 1, anchor = 'annexe-chiffres', title = 'Les chiffres de ce rapport' }
  return blocks
end

function Pandoc(doc)
  local out = pandoc.Blocks {}
  for _, block in ipairs(doc.blocks) do
    if block.t == 'Div' and (has(block, 'section') or has(block, 'part')) then out:extend(section(block)) else out:insert(block) end
  end
  out = out:walk { traverse = 'typewise', Div = Div }
  out = out:walk { Table = Table, Image = Image, Code = Code, CodeBlock = CodeBlock }
  out = out:walk { Link = Link }
  out = out:walk { Span = Span }
  if #given.entries > 0 then out:extend(origins()) end
  doc.blocks = opening() .. out
  doc.meta = { lang = edition.language, title = edition.title .. ', ' .. edition.subtitle, author = { edition.organisation } }
  return doc
end
