-- The manuscript's divs and spans as a Word file to proofread: paragraphs of named styles, tables, comments.
-- Each number is a content control whose tag is its name; a click leads to its line in the last table of the file.
-- The styles are in the templates beside it. `word.json` (made by the build) holds what is said of each number and of each section.

local given = pandoc.json.decode(io.open('word.json', 'rb'):read 'a', false)
local numbers, sources, edition = given.numbers, given.sources, given.edition

local SCHEMES = { http = true, https = true, mailto = true, tel = true }
local PAGE = 159 -- mm, between the margins
local TALLEST = 100 -- mm: a photograph in portrait would fill a page, or go over it
local DOTS = 96 -- an inch, in a picture that doesn't say it

-- --- Small makers ------------------------------------------------------------------------------------------------

local function has(element, class) return element.classes:includes(class) end

local function xml(text) return pandoc.RawInline('openxml', text) end

-- XML reads a tab or a line break in an attribute as a space, unless it is written by its number.
local function escape(text)
  local marked = text:gsub('&', '&amp;'):gsub('<', '&lt;'):gsub('>', '&gt;'):gsub('"', '&quot;')
  return (marked:gsub('[\t\n\r]', function(blank) return '&#' .. blank:byte() .. ';' end))
end

-- Word refuses a file whose controls have longer names, and shows no longer tips.
local function cut(text, length)
  if utf8.len(text) <= length then return text end
  return text:sub(1, utf8.offset(text, length) - 1) .. '…'
end

local function inlines_of(blocks)
  return blocks and pandoc.utils.blocks_to_inlines(blocks, { pandoc.Space() }) or pandoc.Inlines {}
end

local function styled(style, content)
  local blocks = pandoc.utils.type(content) == 'Inlines' and { pandoc.Para(content) } or content
  return pandoc.Div(blocks, { ['custom-style'] = style })
end

-- The blocks of the first inner div of a class, and the others.
local function taken_out(blocks, class)
  local found, rest = nil, pandoc.Blocks {}
  for _, block in ipairs(blocks) do
    if not found and block.t == 'Div' and has(block, class) then found = block.content else rest:insert(block) end
  end
  return found, rest
end

local function fields_of(inlines)
  local fields = {}
  for _, inline in ipairs(inlines) do
    if (inline.t == 'Span' or inline.t == 'Link') and inline.classes[1] then
      local whole = inline.t == 'Link' or has(inline, 'to-confirm')
      fields[inline.classes[1]] = whole and pandoc.Inlines { inline } or inline.content
      if inline.identifier ~= '' then fields.anchor = inline.identifier end
    elseif inline.t == 'Image' then
      fields.image = pandoc.Inlines { inline }
    end
  end
  return fields
end

local function items_of(blocks)
  local items = {}
  for _, block in ipairs(blocks) do
    if block.t == 'BulletList' then
      for _, item in ipairs(block.content) do items[#items + 1] = fields_of(inlines_of(item)) end
    end
  end
  return items
end

local function cell(content)
  local blocks = pandoc.utils.type(content) == 'Inlines' and { pandoc.Plain(content) } or content
  return pandoc.Cell(blocks, 'AlignDefault', 1, 1)
end

-- A table from lists of cells; `shares` are the widths of its columns, whose sum is 1; `style` is the id of a style.
local function table_of(header, rows, shares, style)
  local specs, head = {}, {}
  for _, share in ipairs(shares) do specs[#specs + 1] = { 'AlignLeft', share } end
  for _, title in ipairs(header) do head[#head + 1] = cell(pandoc.Inlines { pandoc.Str(title) }) end
  local body = {}
  for _, row in ipairs(rows) do body[#body + 1] = pandoc.Row(row) end
  local attributes = style and pandoc.Attr('', {}, { ['custom-style'] = style }) or pandoc.Attr()
  return pandoc.Table({ long = {}, short = nil }, specs, pandoc.TableHead(#head > 0 and { pandoc.Row(head) } or {}),
    { { attr = pandoc.Attr(), row_head_columns = 0, head = {}, body = body } }, pandoc.TableFoot(), attributes)
end

-- --- Inlines -----------------------------------------------------------------------------------------------------

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

-- The scheme of an address as browsers read it: they pass over the controls and spaces in front.
local function scheme_of(address) return address:gsub('[%c%s]+', ''):match '^(%a[%w+.-]*):' end

-- Where a reader may be led: a scheme that is admitted (rapport/ground/addresses.py), or no other host.
local function allowed(address)
  local scheme = scheme_of(address)
  if scheme then return SCHEMES[scheme:lower()] ~= nil end
  return not address:gsub('[%c%s]+', ''):match '^[/\\][/\\]'
end

-- What has lost its attributes, with the identifier that its author gave it: what links lead to, in a Word file, is a bookmark.
local function marked_by(id, inline)
  return id ~= '' and pandoc.Span({ inline }, pandoc.Attr(id)) or inline
end

-- A link holds no other link: the numbers in it lead nowhere of their own.
local function Link(link)
  if not allowed(link.target) then return link.content end
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
  if not allowed(image.src) then return image.caption end
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

-- --- Components --------------------------------------------------------------------------------------------------

local components = {}

local function key_numbers(list)
  local cells, rows, longest = {}, {}, 0
  for _, item in ipairs(list.content) do
    local number, label, seen = pandoc.Inlines {}, pandoc.Inlines {}, false
    for _, inline in ipairs(inlines_of(item)) do
      (seen and label or number):insert(inline)
      seen = seen or inline.t == 'Strong' or (inline.t == 'Span' and (has(inline, 'value') or has(inline, 'awaited') or has(inline, 'unknown')))
    end
    while label[1] and label[1].t == 'Space' do label:remove(1) end
    if label[1] and label[1].t == 'Str' then label[1] = pandoc.Str((label[1].text:gsub('^\u{a0}+', ''))) end
    longest = math.max(longest, utf8.len(pandoc.utils.stringify(number)))
    cells[#cells + 1] = { number = number, label = label }
  end
  -- No number breaks in two, be it in the wide letters that stand in for a font that the computer lacks: a line of the page holds
  -- 25 of them in the large style, half as many again in the small one.
  local across = math.min(#cells > 4 and 3 or #cells, math.max(37 // math.max(longest, 1), 1))
  local style = longest * across > 25 and 'Chiffre clé long' or 'Chiffre clé'
  for first = 1, #cells, across do
    local row = {}
    for column = 0, across - 1 do
      local item = cells[first + column] or { number = pandoc.Inlines {}, label = pandoc.Inlines {} }
      row[#row + 1] = cell { styled(style, item.number), styled('Légende de chiffre clé', item.label) }
    end
    rows[#rows + 1] = row
  end
  local shares = {}
  for _ = 1, across do shares[#shares + 1] = 1 / across end
  return pandoc.Blocks { table_of({}, rows, shares, 'ChiffresCles'), styled('Compact', pandoc.Inlines {}) }
end

-- The lists of the div are key numbers; whatever else an author has put there stays in its place.
components['key-numbers'] = function(div)
  local out = pandoc.Blocks {}
  for _, block in ipairs(div.content) do
    if block.t == 'BulletList' then out:extend(key_numbers(block)) else out:insert(block) end
  end
  return out
end

-- The headings of a component stay headings; its text takes the component's style.
local function boxed(style)
  return function(div)
    local blocks, run = pandoc.Blocks {}, pandoc.Blocks {}
    local function flush()
      if #run > 0 then blocks:insert(styled(style, run)) run = pandoc.Blocks {} end
    end
    for _, block in ipairs(div.content) do
      if block.t == 'Header' then flush() blocks:insert(block) else run:insert(block) end
    end
    flush()
    return blocks
  end
end

components.cards = boxed 'Carte'
components.callout = boxed 'Encadré'
components.definition = boxed 'Définition de terme'
components.statement = boxed 'Définition de terme'
components.small = boxed 'Petite mention'
components.lead = boxed 'Chapeau'
components.columns = function(div) return div.content end
components.steps = function(div) return div.content end
components.dates = function(div) return div.content end

-- The frame of a photograph, and what a draft says of one that is awaited.
components.photo = function(div) return div.content end
components.wanted = boxed 'Encadré'

-- Logos of one weight: each has the same area, as far as its cell allows; families one after the other.
local LOGO, LOGO_WIDE, LOGO_HIGH = 240, 36, 20 -- mm²; mm
local function logo(inlines)
  return inlines:walk { Image = function(image)
    local size = given.sizes[(image.src:gsub('%.svg$', '.png'))]
    local ratio = size and size[1] / size[2] or 2
    local wide = math.sqrt(LOGO * ratio)
    image.attributes.width = string.format('%.1fmm', wide * math.min(1, LOGO_WIDE / wide, LOGO_HIGH * ratio / wide))
    return image
  end }
end

components.logos = function(div)
  local blocks = pandoc.Blocks {}
  local function wall(list)
    local rows = {}
    for _, block in ipairs(list) do
      if block.t == 'BulletList' then
        for _, item in ipairs(block.content) do
          if #rows == 0 or #rows[#rows] == 4 then rows[#rows + 1] = {} end
          table.insert(rows[#rows], cell(logo(inlines_of(item))))
        end
      end
    end
    if #rows == 0 then return end
    while #rows[#rows] < 4 do table.insert(rows[#rows], cell(pandoc.Inlines {})) end
    blocks:insert(table_of({}, rows, { 0.25, 0.25, 0.25, 0.25 }))
  end
  for _, block in ipairs(div.content) do
    if block.t == 'DefinitionList' then
      for _, entry in ipairs(block.content) do
        blocks:insert(pandoc.Para { pandoc.Strong(entry[1]) })
        wall(entry[2][1])
      end
    else
      wall { block }
    end
  end
  return blocks
end

components.glance = function(div) return div.content end

local function spoken(div, label)
  local who, role = div.attributes.who or '', div.attributes.role or ''
  local caption = label .. ' – ' .. who .. (role ~= '' and ', ' .. role or '')
  return { styled('Auteur de synthèse', pandoc.Inlines { pandoc.Str(caption) }), styled('Synthèse', div.content) }
end

components.summary = function(div) return spoken(div, 'Synthèse') end
components.interview = function(div) return spoken(div, 'Entretien') end

-- --- Charts and tables -------------------------------------------------------------------------------------------

components.chart = function(div)
  local title, rest = taken_out(div.content, 'chart-title')
  local subtitle; subtitle, rest = taken_out(rest, 'chart-subtitle')
  local data; data, rest = taken_out(rest, 'chart-data')
  local source; source, rest = taken_out(rest, 'chart-source')
  rest = rest:walk { Image = function(image)
    image.attributes.width = (div.attributes.width == 'half' and PAGE * 0.55 or PAGE) .. 'mm'
    return image
  end }
  local blocks = pandoc.Blocks {}
  local title_inlines = inlines_of(title)
  blocks:insert(styled('Titre de graphique', pandoc.Inlines { pandoc.Span(title_inlines, pandoc.Attr(div.identifier)) }))
  if subtitle then blocks:insert(styled('Sous-titre de graphique', inlines_of(subtitle))) end
  blocks:insert(styled('Graphique', rest))
  blocks:extend((data or pandoc.Blocks {}):walk { Table = function(t)
    local label = pandoc.Inlines { pandoc.Str 'Données du graphique\u{a0}: ' } .. inlines_of(t.caption.long)
    t.caption = { long = {} }
    return { styled('Données du graphique', label), t }
  end })
  if source then blocks:insert(styled('Source de données', inlines_of(source))) end
  return blocks
end

components.table = function(div)
  local source, rest = taken_out(div.content, 'table-source')
  if source then rest:insert(styled('Source de données', inlines_of(source))) end
  return pandoc.Div(rest, pandoc.Attr(div.identifier))
end

-- Columns as wide as their longest words ask, so that short ones don't wrap.
local function Table(tbl)
  local wanted, total = {}, 0
  local function read(rows)
    for _, row in ipairs(rows) do
      for index, c in ipairs(row.cells) do
        local length = utf8.len(pandoc.utils.stringify(c.contents)) or 0
        wanted[index] = math.max(wanted[index] or 6, math.min(length, 40))
      end
    end
  end
  for _, spec in ipairs(tbl.colspecs) do if spec[2] then return nil end end
  read(tbl.head.rows)
  for _, body in ipairs(tbl.bodies) do read(body.body) end
  for _, length in ipairs(wanted) do total = total + length end
  tbl.colspecs = tbl.colspecs:map(function(spec) return spec end)
  for index, spec in ipairs(tbl.colspecs) do tbl.colspecs[index] = { spec[1], wanted[index] / total } end
  return tbl
end

-- --- People, directory, timeline, lexicon ------------------------------------------------------------------------

-- A table of the fields that at least one item has: { name of the field, title of its column, share of the width }.
local function listing(items, columns)
  local header, shares, used, total = {}, {}, {}, 0
  for _, column in ipairs(columns) do
    local any = false
    for _, item in ipairs(items) do any = any or item[column[1]] ~= nil end
    if any then
      used[#used + 1] = column[1]
      header[#header + 1] = column[2]
      shares[#shares + 1] = column[3]
      total = total + column[3]
    end
  end
  for index, share in ipairs(shares) do shares[index] = share / total end
  local rows = {}
  for _, item in ipairs(items) do
    local row = {}
    for _, name in ipairs(used) do row[#row + 1] = cell(item[name] or pandoc.Inlines {}) end
    rows[#rows + 1] = row
  end
  return table_of(header, rows, shares)
end

local PEOPLE = { { 'group', 'Groupe', 3 }, { 'name', 'Nom', 3 }, { 'role', 'Fonction', 4 }, { 'phone', 'Téléphone', 2.4 },
  { 'email', 'Courriel', 3.6 }, { 'note', 'Remarque', 3 } }

components.people = function(div)
  local people = items_of(div.content)
  for _, block in ipairs(div.content) do
    if block.t == 'DefinitionList' then
      for _, entry in ipairs(block.content) do
        local members = items_of(entry[2][1])
        for _, person in ipairs(members) do -- each says its group: a cell that spans rows is cut at the foot of a page, and says it once
          person.group = entry[1]
          people[#people + 1] = person
        end
      end
    end
  end
  return listing(people, PEOPLE)
end

components.directory = function(div)
  return listing(items_of(div.content), { { 'number', 'N°', 0.7 }, { 'region', 'Région', 2.7 }, { 'name', 'Contact', 2.7 }, { 'phone', 'Téléphone', 2.5 },
    { 'email', 'Courriel', 4.1 } })
end

components.timeline = function(div)
  local items = items_of(div.content)
  for _, item in ipairs(items) do
    local blocks = pandoc.Blocks { pandoc.Plain { pandoc.Strong(item.what or {}) } }
    for _, name in ipairs { 'where', 'who', 'detail', 'image', 'credit', 'wanted' } do
      if item[name] then
        if name == 'image' then item.image[1].attributes.width = '80mm' end
        blocks:insert(pandoc.Plain(item[name]))
      end
    end
    item.event = blocks
  end
  return listing(items, { { 'when', 'Quand', 2 }, { 'event', 'Événement', 9 } })
end

components.lexicon = function(div)
  local rows = {}
  for _, block in ipairs(div.content) do
    if block.t == 'DefinitionList' then
      for _, entry in ipairs(block.content) do rows[#rows + 1] = { cell(entry[1]), cell(inlines_of(entry[2][1])) } end
    end
  end
  return table_of({ 'Sigle', 'Signification' }, rows, { 0.2, 0.8 })
end

-- Those that write their own identifier: no author types them.
local NAMED = { chart = true, table = true }

local function Div(div)
  for _, class in ipairs(div.classes) do
    if components[class] then
      local made = components[class](div)
      return (NAMED[class] or div.identifier == '') and made or pandoc.Div(made, pandoc.Attr(div.identifier))
    end
  end
end

-- --- Sections ----------------------------------------------------------------------------------------------------

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
  elseif sources[div.identifier] then
    blocks:insert(styled(level == 1 and 'Fichier source en tête' or 'Fichier source', pandoc.Inlines { pandoc.Str(sources[div.identifier]) }))
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
