-- People, alone or in groups.

local part = ...
local html = FORMAT:match 'html' ~= nil
local typst = FORMAT == 'typst'

local elements = part 'filter/elements'
local has, fields_of, items_of = elements.has, elements.fields_of, elements.items_of
local markup = part 'filter/markup'
local typ, typ_or_none, raw, listing = markup.typ, markup.typ_or_none, markup.raw, markup.listing

local components = {}

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
  local rest = pandoc.Inlines { table.unpack(title, 2) }
  while rest[1] and rest[1].t == 'Space' do rest:remove(1) end
  if rest[1] and rest[1].t == 'Str' then
    local first = utf8.offset(rest[1].text, 2) or #rest[1].text + 1
    rest[1] = pandoc.Str(pandoc.text.upper(rest[1].text:sub(1, first - 1)) .. rest[1].text:sub(first))
  end
  return ', branch: ' .. typ(title[1].content) .. ', part: ' .. typ(rest)
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

return { components = components }
