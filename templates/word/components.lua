-- The components of the manuscript's divs, by their class.

local part = ...
local given = part 'word/given'
local elements = part 'filter/elements'
local inlines_of, taken_out, number_and_label = elements.inlines_of, elements.taken_out, elements.number_and_label
local PAGE = part('word/inlines').PAGE
local styled = part('word/styles').styled
local tables = part 'word/tables'
local cell, table_of = tables.cell, tables.table_of

local components = part('word/lists').components

local function key_numbers(list)
  local cells, rows, longest = {}, {}, 0
  for _, item in ipairs(list.content) do
    local number, label = number_and_label(inlines_of(item))
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

return { Div = Div }
