-- Charts and tables, with their titles and their sources.

local part = ...
local html = FORMAT:match 'html' ~= nil
local typst = FORMAT == 'typst'

local elements = part 'filter/elements'
local has, taken_out, inlines_of, first_image = elements.has, elements.taken_out, elements.inlines_of, elements.first_image
local markup = part 'filter/markup'
local typ_string, typ, typ_or_none, raw, anchor, escape =
  markup.typ_string, markup.typ, markup.typ_or_none, markup.raw, markup.anchor, markup.escape

local components = {}

-- The colour of the page that a drawing fills, which the build gives; nothing for a drawing in a text.
local function ground_of(div, form)
  local colour = (div.attributes.ground or ''):match '^#%x%x%x%x%x%x$'
  return colour and form:format(colour) or ''
end

-- Whether a number of a drawing waits for confirmation: its mark stands in the picture, where nothing else can find it.
local function in_doubt(blocks)
  local found = false
  pandoc.Blocks(blocks):walk { Span = function(span) found = found or has(span, 'to-confirm') end }
  return found
end

-- The drawing's paragraph is read before Image turns it into a format's own picture: see the order of passes in filter.lua.
-- The page takes the drawing itself in place of the picture as it is assembled: by then it has been drawn.
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

return { components = components, Table = Table }
