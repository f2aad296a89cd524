// Elements from data. Text only ever becomes a text node: nothing that a packet says is read as markup.
"use strict";

const svg_space = "http://www.w3.org/2000/svg";

function filled(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
        if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
        else if (value === true) node.setAttribute(name, "");
        else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
    }
    for (const child of children.flat()) {
        if (child === null || child === undefined || child === false || child === "") continue;
        node.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
    return node;
}

const el = (tag, attributes, ...children) => filled(document.createElement(tag), attributes, children);
const svg = (tag, attributes, ...children) => filled(document.createElementNS(svg_space, tag), attributes, children);
const by_id = id => document.getElementById(id);

function seconds_text(ns) {
    const ms = ns / 1e6;
    if (ms < 1) return `${Math.round(ns / 1e3)} µs`;
    if (ms < 1000) return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
    if (ms < 60000) return `${(ms / 1000).toFixed(2)} s`;
    return `${Math.floor(ms / 60000)} min ${String(Math.floor(ms / 1000) % 60).padStart(2, "0")} s`;
}

const at_text = ns => `${(ns / 1e9).toFixed(6)} s`;
const counted = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
const place_text = place =>
    place && place.file ? place.file + (place.line ? `:${place.line}` + (place.column ? `:${place.column}` : "") : "") : "";

// A command or path with a button that copies it.
function copyable(text, label) {
    const code = el("code", {}, text);
    const done = button => { button.textContent = "Copied"; setTimeout(() => { button.textContent = "Copy"; }, 1500); };
    const select = () => { getSelection().selectAllChildren(code); };
    const copy = event => {
        const button = event.currentTarget;
        if (!navigator.clipboard) return select();
        navigator.clipboard.writeText(text).then(() => done(button), select);
    };
    return el("span", {class: "copyable"}, code, el("button", {type: "button", "aria-label": `Copy: ${label}`, onclick: copy}, "Copy"));
}

// Paths of captures, never another scheme.
const safe_link = path => (/^[a-z][a-z0-9+.-]*:/i.test(path) ? "./" : "") + encodeURI(path).replace(/[?#]/g, encodeURIComponent);
