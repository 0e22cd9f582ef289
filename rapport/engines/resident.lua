-- Pandoc kept awake: each request is a target, a size in bytes and that many bytes of Markdown; each answer `ok` or `no`, a
-- size and the bytes. The filter is the edition's, as on Pandoc's command line, with a world of its own for each target.

local reader = arg[1]
local OPTIONS = pandoc.WriterOptions { wrap_text = 'none', highlight_method = 'none' }
local WRITERS = { html = 'html5-smart', typst = 'typst-smart' }
local FORMATS = { html = 'html5', typst = 'typst' }

-- Loaded for each request: nothing is left of the one before, and an edited filter is obeyed at once.
local function filter_of(target)
  local world = setmetatable({ FORMAT = FORMATS[target] }, { __index = _G })
  assert(loadfile('filter.lua', 't', world))()
  return world
end

local function answered(target, text)
  local doc = filter_of(target).Pandoc(pandoc.read(text, reader))
  return pandoc.write(doc, WRITERS[target], OPTIONS)
end

for request in io.lines() do
  local target, size = request:match '^(%l+) (%d+)$'
  local fine, answer = pcall(answered, target, io.read(tonumber(size)))
  answer = tostring(answer)
  io.write(fine and 'ok ' or 'no ', #answer, '\n', answer)
  io.flush()
end
