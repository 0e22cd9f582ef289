-- What Pandoc has read, asked and cut up: classes, attributes, the parts of a component. For the page, the PDF and the Word file.

-- Whatever an author may have typed in braces, only these attributes reach an output.
local ALLOWED = { ref = true, ground = true, key = true, width = true, who = true, role = true, number = true,
  level = true, because = true, colspan = true, rowspan = true, ratio = true }

local function is_space(inline) return inline.t == 'Space' or inline.t == 'SoftBreak' end

local function has(element, class) return element.classes:includes(class) end

local function only_allowed(attr)
  for name, _ in pairs(attr.attributes) do
    if not ALLOWED[name] then attr.attributes[name] = nil end
  end
end

-- The blocks of the first inner div of a class, and the others.
local function taken_out(blocks, class)
  local found, rest = nil, pandoc.Blocks {}
  for _, block in ipairs(blocks) do
    if not found and block.t == 'Div' and has(block, class) then found = block.content else rest:insert(block) end
  end
  return found, rest
end

-- The inlines of a list of blocks that hold one paragraph.
local function inlines_of(blocks)
  return blocks and pandoc.utils.blocks_to_inlines(blocks, { pandoc.Space() }) or pandoc.Inlines {}
end

local function trimmed(inlines)
  local first = inlines[1]
  while first and (first.t == 'Space' or first.t == 'SoftBreak') do inlines:remove(1); first = inlines[1] end
  if first and first.t == 'Str' then
    local text = first.text:gsub('^\u{a0}+', '')
    if text == '' then inlines:remove(1) else inlines[1] = pandoc.Str(text) end
  end
  return inlines
end

-- What a key number begins with, up to its digits or its words in bold, and its label.
local function number_and_label(inlines)
  local number, label, seen = pandoc.Inlines {}, pandoc.Inlines {}, false
  for _, inline in ipairs(inlines) do
    (seen and label or number):insert(inline)
    seen = seen or inline.t == 'Strong' or (inline.t == 'Span' and (has(inline, 'value') or has(inline, 'awaited') or has(inline, 'unknown')))
  end
  return number, trimmed(label)
end

-- The spans, links and images of a list item by class: { name = Inlines, … }.
local function fields_of(inlines)
  local fields = {}
  for _, inline in ipairs(inlines) do
    if (inline.t == 'Span' or inline.t == 'Link') and inline.classes[1] then
      fields[inline.classes[1]] = inline
    elseif inline.t == 'Image' then
      fields.image = inline
    end
  end
  return fields
end

local function items_of(blocks)
  local items = {}
  for _, block in ipairs(blocks) do
    if block.t == 'BulletList' then
      for _, item in ipairs(block.content) do items[#items + 1] = inlines_of(item) end
    end
  end
  return items
end

local function first_image(blocks)
  local found = nil
  pandoc.Blocks(blocks):walk { Image = function(image) found = found or image end }
  return found
end

-- A component is made of the blocks of one kind that its div holds; whatever else an author has put there stays in its place.
local function made_of(kind, make)
  return function(div)
    local out = pandoc.Blocks {}
    for _, block in ipairs(div.content) do
      if block.t == kind then out:extend(make(block)) else out:insert(block) end
    end
    return out
  end
end

return {
  is_space = is_space, has = has, only_allowed = only_allowed, taken_out = taken_out, inlines_of = inlines_of,
  number_and_label = number_and_label, fields_of = fields_of, items_of = items_of, first_image = first_image, made_of = made_of,
}
