-- Where links and pictures lead: the addresses that an output may hold. For the page, the PDF and the Word file.

-- Those of rapport/ground/addresses.py.
local SCHEMES = { http = true, https = true, mailto = true, tel = true }

-- The scheme of an address as browsers read it: they pass over the controls and spaces in front.
local function scheme_of(address) return address:gsub('[%c%s]+', ''):match '^(%a[%w+.-]*):' end

-- Where a reader may be led: a scheme that is admitted (rapport/ground/addresses.py), or no other host.
local function admitted(address)
  local scheme = scheme_of(address)
  if scheme then return SCHEMES[scheme:lower()] ~= nil end
  return not address:gsub('[%c%s]+', ''):match '^[/\\][/\\]'
end

-- Pandoc writes the spaces and accents of an address as %20, %C3%A9: a file is opened by its own name.
local function decoded(address)
  return (address:gsub('%%(%x%x)', function(code) return string.char(tonumber(code, 16)) end))
end

return { SCHEMES = SCHEMES, scheme_of = scheme_of, admitted = admitted, decoded = decoded }
