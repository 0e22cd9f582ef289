-- The wall around the edition: where its pictures and links lead, as Pandoc read them, whoever wrote them and in what form.
-- Every engine runs it before the edition's own filter. A picture is a file of assets/ or a drawing of charts/; a link without a
-- scheme leads to an anchor, or to a file of assets/. Schemes are the filter's part. What leads elsewhere stops the conversion.

-- Addresses that filters keep (the picture would be fetched), or that name a file.
local FETCHED = { http = true, https = true, ftp = true, mailto = true, tel = true, file = true }

-- The scheme of an address as browsers read it: they pass over the controls and spaces in front.
local function scheme_of(address) return address:gsub('[%c%s]+', ''):match '^(%a[%w+.-]*):' end

-- Pandoc escapes what it takes for an address (a space is %20), and its writers undo it before they open a file.
local function decoded(address)
  return (address:gsub('%%(%x%x)', function(code) return string.char(tonumber(code, 16)) end))
end

-- The path, decoded, when it goes down from one of the folders without ever going up, whatever reads it afterwards,
-- by no hidden name: the edition doesn't follow what is hidden.
local function inside(address, folders)
  local path = decoded(address)
  if path:find '[%c\\:%%]' or not folders[path:match '^([^/]*)/'] then return nil end
  for part in (path .. '/'):gmatch '([^/]*)/' do
    if part:match '^%.' or part == '' then return nil end
  end
  return path
end

-- The folder where Pandoc works holds what was laid for it; a Word file's is in a folder of its own, below.
local function laid(path)
  for _, place in ipairs { path, '../' .. path } do
    local file = io.open(place, 'rb')
    if file then file:close() return true end
  end
  return false
end

local function refuse(sentence, address) error(sentence:format(address:gsub('%c', ' ')), 0) end

local function Image(image)
  local scheme = scheme_of(image.src)
  if scheme and not FETCHED[scheme:lower()] and #scheme > 1 then return nil end
  local path = not scheme and inside(image.src, { assets = true, charts = true })
  if not path then refuse("L'image « %s » n'est pas dans assets/.", image.src) end
  -- Drawings are laid while Pandoc works.
  if not path:match '^charts/[%w_-]+%.svg$' and not (path:match '^assets/' and laid(path)) then
    refuse("L'image « %s » n'existe pas.", image.src)
  end
  image.src = path
  return image
end

local function Link(link)
  if scheme_of(link.target) or link.target:sub(1, 1) == '#' then return nil end
  if not inside(link.target, { assets = true }) then refuse("Le lien « %s » ne mène nulle part.", link.target) end
end

function Pandoc(doc) return doc:walk { Image = Image, Link = Link } end
