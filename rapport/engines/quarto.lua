-- The last filter of the Quarto project, after the edition's own filter.lua: the components become the page's final text.
-- Quarto finds one block of that text and leaves it alone: its own cross-references, tables and call-outs have other rules.

local html = FORMAT:match 'html' ~= nil

local function file_text(path)
  local file = assert(io.open(path, 'rb'), 'missing ' .. path)
  local text = file:read 'a'
  file:close()
  return text
end

-- Each number of the page leads to its entry of the annex, except inside links.
local function with_links(blocks)
  local anchors = pandoc.json.decode(file_text 'page/anchors.json', false)
  local function bound(span)
    local anchor = span.classes:includes 'value' and anchors[span.attributes.ref or '']
    if anchor then return pandoc.Link({ span }, '#' .. anchor, '', { class = 'to-origin' }), false end
  end
  return blocks:walk { traverse = 'topdown', Link = function(link) return link, false end, Span = bound }
end

-- A drawing that the page shows once more has names of its own for its parts (rapport/formats/html.py).
local function again(svg, time)
  if time == 1 then return svg end
  local mark = 'again-' .. time .. '-'
  return (svg:gsub('(%sid=")', '%1' .. mark):gsub('(url%(#)', '%1' .. mark):gsub('(href="#)', '%1' .. mark))
end

-- The page holds its drawings, each with the text that replaces it.
local function with_drawings(text)
  local times = {}
  return (text:gsub('<img src="charts/([%w_-]+)%.svg" alt="([^"]*)">', function(name, alt)
    times[name] = (times[name] or 0) + 1
    return (again(file_text('page/' .. name .. '.svg'), times[name]):gsub('\u{e006}', function() return alt end))
  end))
end

-- Code is told as it is, in one colour: a language that no Pandoc knows, once the letter that authors can't type is before it.
local function uncoloured(code)
  local own = code.classes:filter(function(class) return class ~= '\u{e005}' end) -- before `{.python}`, not to be run
  code.classes = html and own:map(function(class) return '\u{e005}' .. class end) or {}
  return code
end

-- Notes are numbered through the whole report; the edition's filter counts those of each section (rapport/formats/html.py).
local function with_numbers(text)
  local called, listed = 0, 0
  return (text:gsub('<(%l+)([^>]*)>(<%l+>)(%d*)', function(tag, attributes, inner, number)
    if tag == 'a' and attributes:find('class="footnote-ref"', 1, true) then
      called = called + 1
      return '<a' .. attributes .. '>' .. inner .. called
    elseif tag == 'section' and attributes:find('class="footnotes"', 1, true) then
      local first = listed + 1
      listed = called
      return '<section' .. attributes .. '><ol' .. (first > 1 and ' start="' .. first .. '"' or '') .. '>'
    end
  end))
end

-- Quarto keeps what it knows of a document in a hidden block of its own.
local function is_quartos(block) return block.t == 'Div' and block.classes:includes 'hidden' end

-- The marks that cut pieces apart are of no use in a page.
local function is_mark(block) return html and block.t == 'RawBlock' and block.text:find('\u{e004}', 1, true) ~= nil end

function Pandoc(doc)
  local blocks = doc.blocks:filter(function(block) return not is_mark(block) and not is_quartos(block) end)
  if html then blocks = with_links(blocks) end
  blocks = blocks:walk { Code = uncoloured, CodeBlock = uncoloured }
  local text = pandoc.write(pandoc.Pandoc(blocks), html and 'html5-smart' or 'typst-smart', { wrap_text = 'none' })
  text = text:gsub('\u{e005}', '') -- what kept Quarto from taking an author's text for a command
  if html then text = with_drawings(with_numbers(text)) end
  doc.blocks = pandoc.Blocks { pandoc.RawBlock(html and 'html' or 'typst', text) } .. doc.blocks:filter(is_quartos)
  return doc
end
