-- Tables, from lists of cells or of items; how wide their columns are.

local part = ...
local elements = part 'filter/elements'
local has = elements.has

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

-- The fields of the items of its lists.
local function rows_of(blocks)
  local rows = {}
  for _, inlines in ipairs(elements.items_of(blocks)) do rows[#rows + 1] = fields_of(inlines) end
  return rows
end

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

return { cell = cell, table_of = table_of, rows_of = rows_of, listing = listing, Table = Table }
