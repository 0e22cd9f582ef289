-- The first use of each acronym of the lexicon.

local part = ...
local html = FORMAT:match 'html' ~= nil

local elements = part 'filter/elements'
local has = elements.has
local markup = part 'filter/markup'
local escape = markup.escape

local function ends_in_letter(text)
  local start = text ~= '' and utf8.offset(text, -1)
  local code = start and utf8.codepoint(text, start)
  return code and (code < 128 and text:match '[%w-]$' or code >= 0xC0 and code < 0x250) and true or false
end

-- The first use of each acronym of the lexicon is a link to its entry and bears what it stands for. Headings, links and names are left alone.
local function with_acronyms(body, pairs_text)
  local anchors, meanings = {}, {}
  for term, anchor, meaning in pairs_text:gmatch '([^%s=]+)=([^=]+)=([^;]*);' do anchors[term], meanings[term] = anchor, meaning end
  local function linked(str)
    for first, term, last in str.text:gmatch '()([%u%d][%u%d-]*[%u%d])()' do
      local before, after = str.text:sub(1, first - 1), str.text:sub(last)
      if anchors[term] and not ends_in_letter(before) and not after:match '^[%w-]' then
        local shown = html and meanings[term] ~= ''
          and pandoc.RawInline('html', '<abbr title="' .. escape(meanings[term]) .. '">' .. term .. '</abbr>') or pandoc.Str(term)
        local link = pandoc.Link({ shown }, '#' .. anchors[term], '', { class = 'acronym' })
        anchors[term] = nil
        local out = pandoc.Inlines {}
        if before ~= '' then out:insert(pandoc.Str(before)) end
        out:insert(link)
        if after ~= '' then out:insert(pandoc.Str(after)) end
        return out
      end
    end
  end
  local function awaited(block)
    if next(anchors) == nil then return false end
    local text = pandoc.utils.stringify(block.content)
    for term, _ in pairs(anchors) do
      if text:find(term, 1, true) then return true end
    end
  end
  local function prose(block)
    if not awaited(block) then return block, false end
    block.content = block.content:walk { traverse = 'topdown', Str = linked, Link = function(l) return l, false end,
      Span = function(s) return s, false end, Code = function(c) return c, false end }
    return block
  end
  return body:walk { traverse = 'topdown', Para = prose, Plain = prose, Header = function(h) return h, false end,
    Table = function(t) return t, false end,
    Div = function(d) if has(d, 'chart') or has(d, 'table') or has(d, 'people') or has(d, 'directory') then return d, false end end }
end

return { with_acronyms = with_acronyms }
