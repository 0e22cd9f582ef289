-- The structure of a section, the same in every output: where its headings stand, and the anchors that links lead to.
-- Every engine runs it after the wall (paths.lua) and before the edition's own filter.

local typst = FORMAT == 'typst'  -- its headings are led to by their sections alone

local function has(element, class) return element.classes:includes(class) end

-- Pandoc gives the anchor of a heading read alone; the section's name in front keeps it the same wherever it stands.
local function anchor_of(header, section, taken)
  local alone = pandoc.read('# ' .. pandoc.write(pandoc.Pandoc { pandoc.Plain(header.content) }, 'plain'), 'markdown').blocks[1]
  local own = alone and alone.identifier ~= '' and alone.identifier or 'titre'
  local anchor, number = section .. '-' .. own, 1
  local why = taken(anchor)
  while why do
    number = number + 1
    anchor = section .. '-' .. (why == 'beginning' and number .. '-' .. own or own .. '-' .. number)
    why = taken(anchor)
  end
  return anchor
end

-- Tell why a heading of a section can't get an anchor: another of the section has it, or one outside, or those of another section
-- begin so (rapport/manuscript ends them in a dash). One that is free is taken from then on.
local function taken_in(div, body)
  local own, others = { [div.identifier .. '-titre'] = true }, {} -- the section's own heading has it
  for anchor in (div.attributes.taken or ''):gmatch '%S+' do others[#others + 1] = anchor end
  local function typed(element) if element.identifier ~= '' then own[element.identifier] = true end end
  body:walk { Header = typed, Div = typed, Span = typed, Link = typed, Code = typed, CodeBlock = typed, Table = typed, Image = typed }
  return function(anchor)
    for _, other in ipairs(others) do
      if other:sub(-1) == '-' and anchor:sub(1, #other) == other then return 'beginning' end
      if anchor == other then return 'whole' end
    end
    if own[anchor] then return 'whole' end
    own[anchor] = true
    return nil
  end
end

-- A note has no headings: they are not in the course of the text.
local function unheaded(note)
  return pandoc.Note(note.content:walk { Header = function(header) return pandoc.Para { pandoc.Strong(header.content) } end })
end

-- The title of a card, a call-out, an item is one level under the heading that precedes it, whatever the author typed.
local function under(level, block)
  return pandoc.Blocks { block }:walk { Header = function(header) header.level = level + 1 return header end }[1]
end

local function section(div)
  local body = div.content:clone()
  local title = body:remove(1)
  local taken = taken_in(div, body)
  body = body:walk { Note = unheaded }
  local before = 1
  for index, block in ipairs(body) do
    if block.t == 'Header' then before = block.level else body[index] = under(before, block) end
  end
  if not typst then
    body = body:walk { Header = function(header)
      if header.identifier == '' then header.identifier = anchor_of(header, div.identifier, taken) end
      return header
    end }
  end
  body:insert(1, title)
  div.content = body
  return div
end

function Pandoc(doc)
  for index, block in ipairs(doc.blocks) do
    if block.t == 'Div' and (has(block, 'section') or has(block, 'part')) and block.content[1] and block.content[1].t == 'Header' then
      doc.blocks[index] = section(block)
    end
  end
  return doc
end
