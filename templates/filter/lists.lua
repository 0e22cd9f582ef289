-- Lists of one kind: events, contacts, terms.

local part = ...
local html = FORMAT:match 'html' ~= nil
local typst = FORMAT == 'typst'

local elements = part 'filter/elements'
local has, fields_of, items_of, inlines_of = elements.has, elements.fields_of, elements.items_of, elements.inlines_of
local markup = part 'filter/markup'
local typ_string, typ, woven, raw, listing, escape =
  markup.typ_string, markup.typ, markup.woven, markup.raw, markup.listing, markup.escape
local pictures = part 'filter/pictures'
local Image = pictures.Image

local components = {}

-- A photograph with its credit under it, when it has one.
local function with_credit(image, credit)
  local inlines = pandoc.Inlines { Image(image) }
  if credit then
    inlines:extend(woven('#linebreak();#text(size: tiny-size)' .. typ(credit.content) .. ';'))
  end
  return inlines
end

local function simple_list(tag, class, names)
  components[class] = function(div, depth)
    local items = items_of(div.content)
    if #items == 0 then return pandoc.Blocks {} end
    if typst then
      local calls = { 'level: ' .. depth }
      for _, inlines in ipairs(items) do
        local fields, parts = fields_of(inlines), {}
        for _, name in ipairs(names) do
          local field = fields[name]
          local given = 'none'
          if field then
            given = field.t == 'Link' and typ(pandoc.Inlines { field }) or field.t == 'Image' and typ(with_credit(field, fields.credit))
              or typ(field.content)
          end
          parts[#parts + 1] = name .. ': ' .. given
        end
        calls[#calls + 1] = '(' .. table.concat(parts, ', ') .. ')'
      end
      return listing(class, calls)
    end
    if not html then return nil end
    local blocks = pandoc.Blocks { raw('<' .. tag .. ' class="' .. class .. '">') }
    for _, inlines in ipairs(items) do blocks:extend { raw '<li>', pandoc.Plain(inlines), raw '</li>' } end
    blocks:insert(raw('</' .. tag .. '>'))
    return blocks
  end
end

simple_list('ol', 'timeline', { 'when', 'what', 'where', 'who', 'detail', 'image', 'wanted' })
simple_list('ul', 'directory', { 'number', 'region', 'name', 'phone', 'email' })

components['lexicon'] = function(div)
  local entries = {}
  for _, block in ipairs(div.content) do
    if block.t == 'DefinitionList' then
      for _, entry in ipairs(block.content) do
        entries[#entries + 1] = { term = entry[1][1], definition = inlines_of(entry[2][1]) }
      end
    end
  end
  if typst then
    local calls = {}
    for _, entry in ipairs(entries) do
      calls[#calls + 1] = '(id: ' .. typ_string(entry.term.identifier) .. ', term: ' .. typ(entry.term.content)
        .. ', definition: ' .. typ(entry.definition) .. ')'
    end
    return listing('lexicon', calls)
  end
  if not html then return nil end
  local blocks = pandoc.Blocks { raw '<dl class="lexicon">' }
  for _, entry in ipairs(entries) do
    blocks:extend { raw('<div><dt class="term" id="' .. escape(entry.term.identifier) .. '">'), pandoc.Plain(entry.term.content),
      raw '</dt><dd>', pandoc.Plain(entry.definition), raw '</dd></div>' }
  end
  blocks:insert(raw '</dl>')
  return blocks
end

-- A list of terms that an author typed, each over what is said of it.
local function DefinitionList(list)
  if not typst then return nil end
  local calls = {}
  for _, entry in ipairs(list.content) do
    local said = pandoc.Blocks {}
    for _, blocks in ipairs(entry[2]) do
      for _, block in ipairs(blocks) do -- lines that follow each other would be one paragraph
        said:insert(#entry[2] > 1 and block.t == 'Plain' and pandoc.Para(block.content) or block)
      end
    end
    said = said:walk { traverse = 'typewise', Div = part('filter/components').Div }
    calls[#calls + 1] = '(term: ' .. typ(entry[1]) .. ', said: ' .. typ(said) .. ')'
  end
  return listing('definitions', calls)
end

-- Components that read such lists themselves.
local READERS = { 'people', 'logos', 'lexicon' }
local TERMS = { traverse = 'topdown', DefinitionList = DefinitionList, Div = function(div)
  for _, class in ipairs(READERS) do if has(div, class) then return div, false end end
end }

return { components = components, TERMS = TERMS }
