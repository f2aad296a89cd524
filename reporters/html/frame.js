// A frame: its fields and its bytes side by side; what is pointed at or focused in one lights up in both.
"use strict";

const bytes_at_first = 2048;

function frame_view(frame) {
    const size = frame.bytes.length / 2;
    const fields = frame.fields.map(([layer, field, value, first_bit, end_bit]) => ({layer, field, value, first_bit, end_bit}));
    const box = el("div", {class: "frame"});
    const state = {box, frame, fields, size, cells: [], ascii: [], rows: [], at: -1};
    const where = !frame.link ? "compared" : `${frame.sent ? "sent on" : "received on"} ${frame.link} at ${at_text(frame.time_ns)}`;
    const caption = `${where}, ${counted(size, "byte")}`;
    box.append(el("p", {class: "caption"}, el("strong", {}, frame.summary), " ", caption, frame.note && el("em", {}, ` — ${frame.note}`)));
    const panes = el("div", {class: "panes"});
    if (fields.length > 0) panes.append(field_tree(state));
    if (size > 0) panes.append(hexdump(state, Math.min(size, bytes_at_first)));
    else panes.append(el("p", {class: "quiet"}, "The bytes of this frame were not kept."));
    box.append(panes);
    return box;
}

const first_byte = field => Math.floor(field.first_bit / 8);
const end_byte = field => Math.ceil(field.end_bit / 8);

function extent_text(field) {
    if (field.first_bit % 8 || field.end_bit % 8) return `byte ${first_byte(field)}, bits ${field.first_bit % 8} to ${field.first_bit % 8 + field.end_bit - field.first_bit - 1}`;
    const last = end_byte(field) - 1;
    return last > first_byte(field) ? `bytes ${first_byte(field)} to ${last}` : `byte ${first_byte(field)}`;
}

function field_tree(state) {
    const tree = el("div", {class: "fields", role: "list", "aria-label": "Fields"});
    let layer = null;
    state.fields.forEach((field, index) => {
        if (field.layer !== layer) tree.append(el("div", {class: "layer", role: "listitem"}, layer = field.layer));
        const row = el("div", {class: "field", role: "listitem", tabindex: "0", "data-field": index, title: extent_text(field),
                               "aria-label": `${field.layer}.${field.field} is ${field.value}, ${extent_text(field)}`},
                       el("span", {class: "name"}, field.field), el("span", {class: "value"}, field.value));
        state.rows.push(row);
        tree.append(row);
    });
    const point = event => {
        const row = event.target.closest("[data-field]");
        if (row) light(state, [Number(row.dataset.field)]);
    };
    tree.addEventListener("mouseover", point);
    tree.addEventListener("focusin", point);
    tree.addEventListener("mouseleave", () => light(state, []));
    tree.addEventListener("focusout", () => light(state, []));
    return tree;
}

function hexdump(state, end) {
    const dump = el("div", {class: "hex", tabindex: "0", role: "group",
                            "aria-label": "Bytes; arrow keys move, the field is named below"});
    const says = el("p", {class: "says", "aria-live": "polite"});
    state.says = says;
    for (let row = 0; row < end; row += 16) dump.append(hex_row(state, row, Math.min(row + 16, end)));
    const over = event => {
        const cell = event.target.closest("[data-byte]");
        if (cell) light_byte(state, Number(cell.dataset.byte));
    };
    dump.addEventListener("mouseover", over);
    dump.addEventListener("mouseleave", () => light(state, []));
    dump.addEventListener("blur", () => light(state, []));
    dump.addEventListener("keydown", event => move_byte(state, event, end));
    const pane = el("div", {class: "bytes"}, dump, says);
    if (end < state.size) {
        const more = () => { state.cells = []; state.ascii = []; pane.replaceWith(hexdump(state, state.size)); };
        pane.append(el("button", {type: "button", onclick: more}, `Show all ${state.size} bytes`));
    }
    return pane;
}

function hex_row(state, start, end) {
    const row = el("div", {class: "hexrow"}, el("span", {class: "offset"}, start.toString(16).padStart(4, "0")));
    const ascii = el("span", {class: "ascii", "aria-hidden": "true"});
    for (let i = start; i < start + 16; ++i) {
        const hex = i < end ? state.frame.bytes.substr(2 * i, 2) : "  ";
        const cell = el("span", {class: i % 8 === 0 && i !== start ? "byte gap" : "byte", "data-byte": i < end ? i : null}, hex);
        row.append(cell);
        if (i >= end) continue;
        const code = parseInt(hex, 16);
        const letter = el("span", {"data-byte": i}, code > 32 && code < 127 ? String.fromCharCode(code) : "·");
        ascii.append(letter);
        state.cells[i] = cell;
        state.ascii[i] = letter;
    }
    row.append(ascii);
    return row;
}

// Lights the fields with these indexes and their bytes, nothing else.
function light(state, indexes) {
    for (const node of state.box.querySelectorAll(".lit")) node.classList.remove("lit");
    for (const index of indexes) {
        const field = state.fields[index];
        if (state.rows[index]) state.rows[index].classList.add("lit");
        for (let i = first_byte(field); i < Math.min(end_byte(field), state.size); ++i) {
            if (state.cells[i]) state.cells[i].classList.add("lit");
            if (state.ascii[i]) state.ascii[i].classList.add("lit");
        }
    }
    if (state.says) {
        const named = indexes.map(index => state.fields[index]);
        state.says.textContent = named.map(field => `${field.layer}.${field.field} = ${field.value} (${extent_text(field)})`).join("; ");
    }
}

function light_byte(state, byte) {
    const covers = field => first_byte(field) <= byte && byte < end_byte(field);
    const indexes = state.fields.map((field, index) => index).filter(index => covers(state.fields[index]));
    light(state, indexes);
    state.at = byte;
    if (state.cells[byte]) state.cells[byte].classList.add("lit");
    if (state.ascii[byte]) state.ascii[byte].classList.add("lit");
    const row = state.rows[indexes[0]];
    if (row) row.parentNode.scrollTop = Math.max(0, row.offsetTop - row.parentNode.clientHeight / 2);
}

function move_byte(state, event, end) {
    const by = {ArrowRight: 1, ArrowLeft: -1, ArrowDown: 16, ArrowUp: -16}[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    light_byte(state, Math.min(Math.max(state.at < 0 ? 0 : state.at + by, 0), end - 1));
}
