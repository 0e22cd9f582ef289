-- Text in the styles of the Word file; what is written in its own markup.

local function xml(text) return pandoc.RawInline('openxml', text) end

-- XML reads a tab or a line break in an attribute as a space, unless it is written by its number.
local function escape(text)
  local marked = text:gsub('&', '&amp;'):gsub('<', '&lt;'):gsub('>', '&gt;'):gsub('"', '&quot;')
  return (marked:gsub('[\t\n\r]', function(blank) return '&#' .. blank:byte() .. ';' end))
end

-- Word refuses a file whose controls have longer names, and shows no longer tips.
local function cut(text, length)
  if utf8.len(text) <= length then return text end
  return text:sub(1, utf8.offset(text, length) - 1) .. '…'
end

local function styled(style, content)
  local blocks = pandoc.utils.type(content) == 'Inlines' and { pandoc.Para(content) } or content
  return pandoc.Div(blocks, { ['custom-style'] = style })
end

return { xml = xml, escape = escape, cut = cut, styled = styled }
