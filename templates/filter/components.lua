-- The components of the manuscript's divs, by their class.

local part = ...
local typst = FORMAT == 'typst'

local elements = part 'filter/elements'
local only_allowed = elements.only_allowed
local markup = part 'filter/markup'
local raw, anchor, escape = markup.raw, markup.anchor, markup.escape

local components = {}
for _, kind in ipairs {
  part 'filter/key-numbers', part 'filter/text', part 'filter/voices', part 'filter/exhibits', part 'filter/people',
  part 'filter/photographs', part 'filter/lists',
} do
  for class, make in pairs(kind.components) do components[class] = make end
end

-- Those that write their own identifier: no author types them.
local NAMED = { chart = true, table = true, awaited = true }

-- What a component is made of, with the identifier that its author gives it.
local function named(made, id)
  made = pandoc.utils.type(made) == 'Blocks' and made or pandoc.Blocks(made)
  if id == '' or #made == 0 then return made end
  if typst then
    made:insert(1, raw(anchor(id)))
  elseif made[1].t == 'RawBlock' then
    local tag, rest = made[1].text:match '^(<%w+)(.*)$'
    made[1] = raw(tag .. ' id="' .. escape(id) .. '"' .. rest)
  else
    return pandoc.Blocks { pandoc.Div(made, { id = id }) }
  end
  return made
end

local function Div(div)
  local depth = tonumber(div.attributes.depth) or 4 -- how deep a heading in it is: said by its section
  only_allowed(div)
  for _, class in ipairs(div.classes) do
    if components[class] then
      local made = components[class](div, depth)
      if made ~= nil then return NAMED[class] and made or named(made, div.identifier) end
    end
  end
  if typst and div.identifier ~= '' then
    local id = div.identifier
    div.identifier = ''
    return { raw(anchor(id)), div }
  end
  return div
end

return { Div = Div }
