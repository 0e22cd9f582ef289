-- Attributes at the end of a table's caption, `: Légende {#nom}`: Quarto leaves them in its words, and so did Pandoc before 3.9.
-- The first filter of the Quarto project after the wall of paths: the edition's own finds tables as our reader gives them.

-- What a text in braces says as attributes, nil when it is anything else.
local function attributes_of(text)
  local read = pandoc.read('[]' .. text, 'markdown-smart').blocks
  local span = #read == 1 and read[1].content and #read[1].content == 1 and read[1].content[1]
  return span and span.t == 'Span' and #span.content == 0 and span.attr or nil
end

-- The words of a caption without the attributes that end it, and those; both nil when there are none.
local function parted(inlines)
  for first = #inlines, 1, -1 do
    local before, braces = (inlines[first].text or ''):match '^(.-)({[^{]*)$'
    if braces then
      local attributes = attributes_of(braces .. pandoc.utils.stringify(pandoc.Inlines { table.unpack(inlines, first + 1) }))
      if not attributes then return end
      local words = pandoc.Inlines { table.unpack(inlines, 1, first - 1) }
      if before ~= '' then words:insert(pandoc.Str(before)) end
      if #words > 0 and (words[#words].t == 'Space' or words[#words].t == 'SoftBreak') then words:remove() end
      return words, attributes
    end
  end
end

function Table(tbl)
  local last = tbl.caption.long[#tbl.caption.long]
  if not last or not last.content then return end
  local words, attributes = parted(last.content)
  if not words then return end
  tbl.attr = attributes
  if #words > 0 then last.content = words else tbl.caption.long:remove() end
  return tbl
end
