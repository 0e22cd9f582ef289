-- Pandoc at work for a whole run. Each request is a line of markups; the text, `request.md` in a folder of its own, is read
-- once, and each markup is answered in turn: the fragments (or what went wrong) in a file of its name, then a line `ok` (or
-- `no`). Texts go through files because Lua's standard streams change line ends on Windows.
-- The filter is the edition's, in the folder where Pandoc works, with a world of its own for each markup; `said`, what the text
-- says, is no markup and passes through none.

local reader, folder = arg[1], arg[2]
local WRITERS = { html = 'html5-smart', typst = 'typst-smart' }
local FORMATS = { html = 'html5', typst = 'typst' }
-- Coloured code is numbered from piece to piece, and a piece's fragment depends on that piece alone.
local OPTIONS = pandoc.WriterOptions { wrap_text = 'none', highlight_method = 'none' }

local function with_file(name, mode, work)
  local file <close> = assert(io.open(folder .. '/' .. name, mode))
  return work(file)
end

-- Nothing of a filter stays here: each has a world of its own.
local function filter_of(path, markup)
  local world = setmetatable({ FORMAT = FORMATS[markup] }, { __index = _G })
  assert(loadfile(path, 't', world))()
  return world.Pandoc
end

assert(loadfile(folder .. '/pieces.lua', 't'))()
assert(loadfile(folder .. '/said.lua', 't'))()

local function document()
  local doc = read_pieces(with_file('request.md', 'rb', function(file) return file:read 'a' end), reader)
  return filter_of(folder .. '/paths.lua')(doc)
end

-- Loaded for each request: nothing is left of the one before, and an edited filter is obeyed at once.
local function written(doc, markup)
  if markup == 'said' then return said_in(doc) end
  local whole = filter_of(folder .. '/sections.lua', markup)(doc:clone())
  return pandoc.write(filter_of('filter.lua', markup)(whole), WRITERS[markup], OPTIONS)
end

for request in io.lines() do
  local read, doc = pcall(document)
  for markup in request:gmatch '%l+' do
    local fine, answer = read, doc
    if read then fine, answer = pcall(written, doc, markup) end
    -- A full disk must not pass for a short answer.
    with_file(markup, 'wb', function(file) assert(file:write(tostring(answer))) assert(file:flush()) end)
    print(fine and 'ok' or 'no')
    io.flush()
  end
  -- Lua takes a document for a few bytes, since Haskell holds it: left to itself, it would let them pile up.
  collectgarbage()
end
