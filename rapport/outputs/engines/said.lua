-- What a piece of the manuscript says, block by block and in order, with no look at the filter that dresses it: the finished
-- files are held against it (rapport/rules/outputs/said.py). A line is a kind, a tab, a text:
-- text, or apart (text that may stand elsewhere), note, data (of a chart), who (said of a summary), alt, chart, link.

-- Where a note is called; around what a component may set in a place of its own; before what it may say once for several.
local NOTE, FIELD, ONCE = '\u{e006}', '\u{e007}', '\u{e008}'
local FIELDS = { name = true, role = true, note = true, phone = true, email = true, what = true, where = true,
  who = true, detail = true, credit = true, wanted = true, region = true, term = true, expansion = true, cell = true }
local APART = { kicker = 'apart', ['chart-data'] = 'data' }

local lines, notes

local function line(kind, text)
  text = text:gsub('%s+', ' ')
  if text:match '%S' then lines[#lines + 1] = kind .. '\t' .. text end
end

local function is_field(classes)
  for _, class in ipairs(classes) do
    if FIELDS[class] then return true end
  end
  return false
end

local said -- the words of inlines; what they hold beside words goes to `beside`

local WORDS = { Str = true, Math = true }
local SPACES = { Space = true, SoftBreak = true, LineBreak = true }

local makers = {
  Code = function(one) return one.text end,
  Note = function(one) notes[#notes + 1] = one.content return NOTE end,
  Image = function(one, beside) beside[#beside + 1] = { 'alt', said(one.caption, beside) } return ' ' end,
  Link = function(one, beside) beside[#beside + 1] = { 'link', one.target } return said(one.content, beside) end,
}

-- What holds others, with its mark where it has a place of its own. Words are no such thing, and never asked for a class: that
-- costs more than reading them.
local function held(one, beside)
  local make = makers[one.t]
  local text = make and make(one, beside) or one.content and said(one.content, beside) or ''
  local classes = one.classes
  if not classes then return text end
  if classes:includes 'when' or classes:includes 'branch' then text = FIELD .. ONCE .. text .. FIELD end
  return is_field(classes) and FIELD .. text .. FIELD or text
end

function said(inlines, beside)
  local out = {}
  for at, one in ipairs(inlines) do
    local kind = one.t
    out[at] = WORDS[kind] and one.text or SPACES[kind] and ' ' or held(one, beside)
  end
  return table.concat(out)
end

local blocks

local function words(kind, inlines)
  local beside = {}
  line(kind, said(inlines, beside))
  for _, one in ipairs(beside) do line(one[1], one[2]) end
  local called = notes
  notes = {}
  for _, content in ipairs(called) do blocks(content, 'note') end
end

local function rows_of(rows, kind)
  for _, row in ipairs(rows) do
    for _, cell in ipairs(row.cells) do blocks(cell.contents, kind) end
  end
end

-- The drawing of a chart is a paragraph of its own; its title, subtitle and source may hold pictures of the author's.
local function chart(div, kind)
  for _, one in ipairs(div.content) do
    if one.t == 'Para' then line('chart', div.attributes.key or '') end
    blocks({ one }, kind)
  end
end

local shapes = {
  Para = function(one, kind) words(kind, one.content) end,
  Header = function(one, kind) words(kind, one.content) end,
  CodeBlock = function(one, kind) line(kind, one.text) end,
  LineBlock = function(one, kind)
    local together = pandoc.Inlines {}
    for _, inlines in ipairs(one.content) do
      together:extend(inlines)
      together:insert(pandoc.LineBreak())
    end
    words(kind, together)
  end,
  BlockQuote = function(one, kind) blocks(one.content, kind) end,
  BulletList = function(one, kind) for _, item in ipairs(one.content) do blocks(item, kind) end end,
  OrderedList = function(one, kind) for _, item in ipairs(one.content) do blocks(item, kind) end end,
  DefinitionList = function(one, kind)
    for _, entry in ipairs(one.content) do
      words(kind, entry[1])
      for _, definition in ipairs(entry[2]) do blocks(definition, kind) end
    end
  end,
  Table = function(one, kind)
    if kind ~= 'data' then blocks(one.caption.long, kind) end -- that of a chart's data says its title again
    rows_of(one.head.rows, kind)
    for _, body in ipairs(one.bodies) do
      rows_of(body.head, kind)
      rows_of(body.body, kind)
    end
    rows_of(one.foot.rows, kind)
  end,
  Figure = function(one, kind)
    blocks(one.content, kind)
    blocks(one.caption.long, kind)
  end,
  Div = function(one, kind)
    if one.classes:includes 'chart' then return chart(one, kind) end
    if one.classes:includes 'summary' then
      line('who', one.attributes.who or '')
      line('who', one.attributes.role or '')
    end
    blocks(one.content, APART[one.classes[1] or ''] or kind)
  end,
}

-- Paragraphs of a tight list follow one another on a line in HTML: they are one block.
function blocks(list, kind)
  local tight = pandoc.Inlines {}
  for at, one in ipairs(list) do
    if one.t == 'Plain' then
      tight:extend(one.content)
      tight:insert(pandoc.Space())
    end
    local following = list[at + 1]
    if #tight > 0 and (not following or following.t ~= 'Plain') then
      words(kind, tight)
      tight = pandoc.Inlines {}
    end
    local shape = shapes[one.t]
    if shape then shape(one, kind) end
  end
end

-- The lines of a document, those of each piece under its marker.
function said_in(doc)
  lines, notes = {}, {}
  for _, one in ipairs(doc.blocks) do
    local piece = one.t == 'Div' and (one.classes:includes 'section' or one.classes:includes 'part') and one.content[1]
      and one.content[1].t == 'Header' and one.identifier:match '^[%w_-]+$'
    if piece then lines[#lines + 1] = '\u{e004}piece ' .. piece end
    blocks({ one }, 'text')
  end
  return table.concat(lines, '\n')
end
