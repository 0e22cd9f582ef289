-- Notes: their calls, which stick to a word, and those of a section at its end.

local part = ...
local markup = part 'filter/markup'
local raw = markup.raw

-- Notes go to the end of their own section: a section's HTML never depends on its neighbours.
local function notes_apart(body, name)
  local notes = {}
  body = body:walk {
    Note = function(note)
      notes[#notes + 1] = note.content
      local n = tostring(#notes)
      return pandoc.RawInline('html', '<a href="#note-' .. name .. '-' .. n .. '" id="appel-' .. name .. '-' .. n
        .. '" class="footnote-ref" role="doc-noteref"><sup>' .. n .. '</sup></a>')
    end,
  }
  if #notes == 0 then return body end
  body:insert(raw '<section class="footnotes" role="doc-endnotes" aria-label="Notes"><ol>')
  for n, content in ipairs(notes) do
    body:insert(raw('<li id="note-' .. name .. '-' .. n .. '">'))
    body:extend(content)
    body:insert(raw('<a href="#appel-' .. name .. '-' .. n .. '" role="doc-backlink" aria-label="Retour au texte">↩</a></li>'))
  end
  body:insert(raw '</ol></section>')
  return body
end

-- The note of a title is none of its words: a bookmark of the PDF, which is a heading's text, would hold it.
local function noted(inlines)
  return inlines:walk { Note = function(note)
    return { pandoc.RawInline('typst', '#noted['), note, pandoc.RawInline('typst', '];') }
  end }
end

local function stuck(inlines)
  for index = #inlines, 2, -1 do
    local before = inlines[index].t == 'Note' and inlines[index - 1].t
    if before == 'Space' or before == 'SoftBreak' then inlines:remove(index - 1) end
  end
  return inlines
end

-- The call of a note sticks to its word: Typst drops the space before it, and the page would read otherwise.
-- Blocks without a note are let be: Lua would be handed each of their words.
local function with_notes_stuck(blocks)
  local out = pandoc.Blocks {}
  for _, block in ipairs(blocks) do
    local called = false
    block:walk { Note = function() called = true end }
    out:insert(called and block:walk { Inlines = stuck } or block)
  end
  return out
end

return { notes_apart = notes_apart, noted = noted, with_notes_stuck = with_notes_stuck }
