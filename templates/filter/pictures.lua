-- Pictures in a text: their file, their frame, several side by side.

local part = ...
local html = FORMAT:match 'html' ~= nil
local typst = FORMAT == 'typst'

local addresses = part 'filter/addresses'
local SCHEMES, scheme_of, decoded = addresses.SCHEMES, addresses.scheme_of, addresses.decoded
local elements = part 'filter/elements'
local is_space, only_allowed = elements.is_space, elements.only_allowed
local markup = part 'filter/markup'
local typ_string, anchor, raw = markup.typ_string, markup.anchor, markup.raw

local function file_text(path)
  local file = assert(io.open(path, 'rb'), 'missing ' .. path)
  local text = file:read 'a'
  file:close()
  return text
end

local MIME = { png = 'image/png', jpg = 'image/jpeg', jpeg = 'image/jpeg', webp = 'image/webp', svg = 'image/svg+xml' }

-- Pandoc makes one since 3.7.1; the Pandoc of Quarto 1.7 is older.
local function data_uri(kind, bytes)
  if pandoc.mediabag.make_data_uri then return pandoc.mediabag.make_data_uri(kind, bytes) end
  local letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  local text = bytes:gsub('..?.?', function(three)
    local first, second, third = three:byte(1, 3)
    local bits, out = first << 16 | (second or 0) << 8 | (third or 0), {}
    for shift = 18, 0, -6 do
      local letter = (bits >> shift & 63) + 1
      out[#out + 1] = letters:sub(letter, letter)
    end
    return table.concat(out):sub(1, #three + 1) .. ('='):rep(3 - #three)
  end)
  return 'data:' .. kind .. ';base64,' .. text
end

-- The address of a picture in a page that holds its bytes, which are a file's; its own where nobody knows their kind.
local function embedded(src, file)
  local kind = MIME[src:lower():match '%.(%w+)$' or '']
  return kind and data_uri(kind, file_text(file)) or src
end

-- How a picture is set (rapport/sources/framing.py): its share of the column, the proportion and the side of a crop, where it stands,
-- the tone of the brand in which it is printed.
local SIDES = { top = true, bottom = true, left = true, right = true, center = true }
local TONES = { primary = true, secondary = true, tertiary = true, success = true }
local function framing_of(image)
  local typed = image.attributes
  local share = tonumber((typed.width or ''):match '^(%d%d?%d?)%%$')
  local wide, high = (typed.crop == 'square' and '1:1' or typed.crop or ''):match '^(%d%d?):(%d%d?)$'
  wide, high = tonumber(wide), tonumber(high)
  local place, raster = typed.place, not image.src:lower():match '%.svg$'
  return { tone = raster and TONES[typed.tone] and typed.tone or nil, share = share and share > 0 and share <= 100 and share or nil,
    wide = wide and wide * high > 0 and wide or nil, high = high,
    focus = SIDES[typed.focus] and typed.focus or 'center',
    place = (place == 'left' or place == 'right' or place == 'center') and place or nil }
end

-- The file of a picture: the one in two tones of the brand that the build has laid, where its author asks for one.
local function file_of(image, framing)
  return framing.tone and 'toned/' .. framing.tone .. '/' .. image.src:gsub('^assets/', '') or image.src
end

local function typst_picture(image, framing)
  local call = typ_string(file_of(image, framing)) .. ', alt: ' .. typ_string(pandoc.utils.stringify(image.caption))
  if framing.share then call = call .. ', width: ' .. framing.share .. '%' end
  if framing.wide then call = call .. ', crop: ' .. framing.wide .. ' / ' .. framing.high .. ', focus: ' .. framing.focus end
  return call .. (framing.place and ', place: ' .. framing.place or '')
end

local function style_of(framing)
  local styles = {}
  if framing.share then styles[#styles + 1] = 'width:' .. framing.share .. '%' end
  if framing.wide then
    if not framing.share then styles[#styles + 1] = 'width:100%' end
    styles[#styles + 1] = 'aspect-ratio:' .. framing.wide .. '/' .. framing.high .. ';object-fit:cover;object-position:' .. framing.focus
  end
  if framing.place then
    styles[#styles + 1] = 'display:block;margin-inline:' .. ({ left = '0 auto', right = 'auto 0', center = 'auto' })[framing.place]
  end
  return #styles > 0 and table.concat(styles, ';') or nil
end

local function Image(image)
  local framing = framing_of(image)
  only_allowed(image)
  local scheme = scheme_of(image.src)
  if scheme and not SCHEMES[scheme:lower()] then return image.caption end
  if not scheme then image.src = decoded(image.src) end
  if typst then
    return pandoc.RawInline('typst', anchor(image.identifier) .. '#picture(' .. typst_picture(image, framing) .. ');')
  end
  if html then
    image.src = embedded(image.src, file_of(image, framing))
    image.attributes.width = nil
    image.attributes.style = style_of(framing)
  end
  return image
end

-- Pictures that are alone in their paragraph stand side by side; in HTML, those of a block of their own.
local function Para(para)
  local pictures, number = {}, 0
  para:walk { Image = function() number = number + 1 end } -- Lua is handed the words of a paragraph as soon as it looks at one
  if number < 2 then return nil end
  for _, inline in ipairs(para.content) do
    if inline.t == 'Image' then pictures[#pictures + 1] = inline elseif not is_space(inline) then return nil end
  end
  if #pictures < 2 then return nil end
  if not typst then return pandoc.Div({ pandoc.Plain(pictures) }, { class = 'pictures' }) end
  local calls, anchors = {}, ''
  for _, image in ipairs(pictures) do
    calls[#calls + 1] = 'picture.with(' .. typst_picture(image, framing_of(image)) .. ')'
    anchors = anchors .. anchor(image.identifier)
  end
  return raw(anchors .. '#pictures(' .. table.concat(calls, ', ') .. ')')
end

return {
  framing_of = framing_of, typst_picture = typst_picture, file_text = file_text, embedded = embedded, Image = Image,
  Para = Para,
}
