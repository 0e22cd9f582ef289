-- Photographs in their frame, and the wall of logos.

local part = ...
local html = FORMAT:match 'html' ~= nil
local typst = FORMAT == 'typst'

local addresses = part 'filter/addresses'
local decoded = addresses.decoded
local elements = part 'filter/elements'
local has, items_of, first_image = elements.has, elements.items_of, elements.first_image
local markup = part 'filter/markup'
local typ_string, typ, typ_or_none, raw, listing, escape =
  markup.typ_string, markup.typ, markup.typ_or_none, markup.raw, markup.listing, markup.escape
local pictures = part 'filter/pictures'
local framing_of, typst_picture, file_text, embedded =
  pictures.framing_of, pictures.typst_picture, pictures.file_text, pictures.embedded

local components = {}

-- The frame of a photograph: the picture, what is said under it, its credit.
components['photo'] = function(div)
  local image, caption, credit = first_image(div.content), pandoc.Blocks {}, nil
  for _, block in ipairs(div.content) do
    local inlines = block.content
    if block.t == 'Para' and #inlines == 1 and inlines[1].t == 'Span' and has(inlines[1], 'credit') then credit = inlines[1].content
    elseif not (block.t == 'Para' and inlines:find_if(function(inline) return inline.t == 'Image' end)) then caption:insert(block) end
  end
  if not image then return nil end
  if typst then
    image.src = decoded(image.src)
    return raw('#photo(picture.with(' .. typst_picture(image, framing_of(image)) .. '), cropped: ' .. tostring(framing_of(image).wide ~= nil)
      .. ', caption: ' .. typ_or_none(caption) .. ', credit: ' .. typ_or_none(credit) .. ')')
  end
  if not html then return nil end
  local blocks = pandoc.Blocks { raw '<figure class="photo">', pandoc.Plain { image } }
  if #caption > 0 or credit then
    blocks:insert(raw '<figcaption>')
    blocks:extend(caption)
    if credit then blocks:insert(pandoc.Div({ pandoc.Plain(credit) }, { class = 'credit' })) end
    blocks:insert(raw '</figcaption>')
  end
  blocks:insert(raw '</figure>')
  return blocks
end

-- What a draft says of a photograph that is awaited, in a frame of its proportion: its first paragraph is a title.
components['wanted'] = function(div)
  local wide, high = (div.attributes.ratio or ''):match '^(%d%d?):(%d%d?)$'
  if html then
    div.attributes = wide and { style = 'aspect-ratio:' .. wide .. '/' .. high } or {}
    return div
  end
  if not typst then return nil end
  local title, rest = div.content[1], div.content:clone()
  rest:remove(1)
  return raw('#wanted(ratio: ' .. (wide or '3') .. ' / ' .. (high or '2') .. ', title: ' .. typ { title } .. ')' .. typ(rest))
end

-- Logos of one weight: each has the same area, within a cell. In rem on screen; Typst and Word measure for themselves.
local LOGO, LOGO_WIDE, LOGO_HIGH = 20, 11, 6 -- rem², rem
local function logo_style(image)
  local size = pandoc.image and pandoc.image.size and select(2, pcall(pandoc.image.size, file_text(image.src)))
  if type(size) ~= 'table' or not size.width or size.width <= 0 or size.height <= 0 then return 'width:8rem' end
  local ratio = size.width / size.height
  local scale = math.min(1, LOGO_WIDE / math.sqrt(LOGO * ratio), LOGO_HIGH / math.sqrt(LOGO / ratio))
  return string.format('width:%.2frem', scale * math.sqrt(LOGO * ratio))
end

local function logo(inlines)
  local image = inlines:find_if(function(inline) return inline.t == 'Image' end)
  if typst then
    if not image then return '(name: ' .. typ(inlines) .. ')' end
    return '(path: ' .. typ_string(decoded(image.src)) .. ', name: ' .. typ_string(pandoc.utils.stringify(image.caption)) .. ')'
  end
  if not image then return pandoc.Plain(inlines) end
  image.src = decoded(image.src)
  local style = logo_style(image)
  image.src = embedded(image.src, image.src)
  return raw('<img src="' .. escape(image.src) .. '" style="' .. style .. '" alt="' .. escape(pandoc.utils.stringify(image.caption)) .. '">')
end

components['logos'] = function(div, depth)
  local groups = {}
  for _, block in ipairs(div.content) do
    if block.t == 'DefinitionList' then
      for _, entry in ipairs(block.content) do groups[#groups + 1] = { title = entry[1], items = items_of(entry[2][1]) } end
    elseif block.t == 'BulletList' then
      groups[#groups + 1] = { items = items_of { block } }
    end
  end
  if typst then
    local calls = { 'level: ' .. depth }
    for _, group in ipairs(groups) do
      local walls = {}
      for _, inlines in ipairs(group.items) do walls[#walls + 1] = logo(inlines) end
      calls[#calls + 1] = '(title: ' .. typ_or_none(group.title) .. ', logos: (' .. table.concat(walls, ', ') .. ',))'
    end
    return listing('logos', calls)
  end
  if not html then return nil end
  local blocks = pandoc.Blocks {}
  for _, group in ipairs(groups) do
    if group.title then blocks:extend { raw '<p class="logos-title">', pandoc.Plain(group.title), raw '</p>' } end
    blocks:insert(raw '<ul class="logos">')
    for _, inlines in ipairs(group.items) do blocks:extend { raw '<li>', logo(inlines), raw '</li>' } end
    blocks:insert(raw '</ul>')
  end
  return blocks
end

-- Where a draft asks for logos: a title, and a place for each family.
components['logos-wanted'] = function(div)
  if not typst then return nil end
  local list, calls = div.content[2], { 'title: ' .. typ { div.content[1] } }
  if list then for _, inlines in ipairs(items_of { list }) do calls[#calls + 1] = typ(inlines) end end
  return listing('logos-wanted', calls)
end

return { components = components }
