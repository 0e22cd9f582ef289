-- Lists of one kind, as tables: people, contacts, events, terms.

local part = ...
local inlines_of = part('filter/elements').inlines_of
local tables = part 'word/tables'
local cell, table_of, rows_of, listing = tables.cell, tables.table_of, tables.rows_of, tables.listing

local components = {}

local PEOPLE = { { 'group', 'Groupe', 3 }, { 'name', 'Nom', 3 }, { 'role', 'Fonction', 4 }, { 'phone', 'Téléphone', 2.4 },
  { 'email', 'Courriel', 3.6 }, { 'note', 'Remarque', 3 } }

components.people = function(div)
  local people = rows_of(div.content)
  for _, block in ipairs(div.content) do
    if block.t == 'DefinitionList' then
      for _, entry in ipairs(block.content) do
        local members = rows_of(entry[2][1])
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
  return listing(rows_of(div.content), { { 'number', 'N°', 0.7 }, { 'region', 'Région', 2.7 }, { 'name', 'Contact', 2.7 }, { 'phone', 'Téléphone', 2.5 },
    { 'email', 'Courriel', 4.1 } })
end

components.timeline = function(div)
  local items = rows_of(div.content)
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

return { components = components }
