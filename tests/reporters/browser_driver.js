// Runs inside a copy of a report: uses it as a person would and writes what it saw into the document, as
// one line of JSON in <pre id="seen">.
"use strict";

const seen = {errors: []};
window.alert = () => { seen.alerted = true; };
addEventListener("error", event => seen.errors.push(event.message));
const rows = () => [...document.querySelectorAll("#list .row")];
const wait = ms => new Promise(done => setTimeout(done, ms));
const shown_count = () => parseInt(by_id("shown").textContent.replace(/,/g, ""), 10);
const press = (node, key) => node.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));

async function type_search(text) {
    by_id("search").value = text;
    by_id("search").dispatchEvent(new Event("input", {bubbles: true}));
    await wait(50);
}

async function filters() {
    seen.tests = shown_count();
    seen.notice = by_id("notice").hidden ? "" : by_id("notice").textContent;
    seen.rows_at_first = rows().length;
    const failed = document.querySelector('button[data-outcome="failed"]');
    if (failed) {
        failed.click();
        seen.failed_shown = shown_count();
        seen.failed_rows_only = rows().every(row => row.classList.contains("failed"));
        failed.click();
    }
    if (by_id("keyword").options.length > 1) keywords();
    by_id("sort").value = "slow";
    by_id("sort").dispatchEvent(new Event("change"));
    seen.slowest = rows()[0].dataset.id;
    by_id("sort").value = "run";
    by_id("sort").dispatchEvent(new Event("change"));
}

function keywords() {
    by_id("keyword").value = by_id("keyword").options[1].value;
    by_id("keyword").dispatchEvent(new Event("change"));
    seen.keyword = by_id("keyword").value;
    seen.keyword_shown = shown_count();
    by_id("keyword").value = "";
    by_id("keyword").dispatchEvent(new Event("change"));
}

async function search() {
    await type_search("no such thing anywhere");
    seen.none_shown = shown_count();
    seen.says_none = !by_id("empty").hidden;
    await type_search(seen.wanted);
    seen.found = rows().map(row => row.dataset.id);
}

async function keyboard() {
    await type_search("");
    press(document.body, "/");
    seen.slash_focuses = document.activeElement === by_id("search");
    by_id("search").blur();
    const first = rows()[0].querySelector("button");
    first.focus();
    press(first, "ArrowDown");
    seen.moved_to = document.activeElement.closest(".row").dataset.id;
    press(document.activeElement, "ArrowRight");
    seen.opened = document.activeElement.getAttribute("aria-expanded");
    press(document.activeElement, "ArrowLeft");
    seen.closed = document.activeElement.getAttribute("aria-expanded");
}

async function follow_link() {
    location.hash = "#" + encodeURIComponent(seen.linked);
    await wait(100);
    const row = rows().find(candidate => candidate.dataset.id === seen.linked);
    seen.linked_opened = Boolean(row && row.querySelector(".details"));
    seen.linked_in_sight = Boolean(row) && row.getBoundingClientRect().top < innerHeight && row.getBoundingClientRect().bottom > 0;
    return row;
}

function hexdump_lights(row) {
    const frame = row.querySelector(".frame");
    if (!frame) return;
    const lit = kind => [...frame.querySelectorAll(kind + ".lit")];
    frame.querySelector('.byte[data-byte="22"]').dispatchEvent(new MouseEvent("mouseover", {bubbles: true}));
    seen.lit_field = lit(".field").map(node => node.textContent);
    seen.lit_bytes = lit(".byte").map(node => node.textContent);
    const address = [...frame.querySelectorAll(".field")].find(node => node.querySelector(".name").textContent === "dst");
    address.focus();
    seen.lit_by_focus = lit(".byte").map(node => node.dataset.byte);
    const dump = frame.querySelector(".hex");
    dump.focus();
    press(dump, "ArrowRight");
    press(dump, "ArrowRight");
    press(dump, "ArrowDown");
    seen.lit_by_keys = lit(".byte").map(node => node.dataset.byte);
}

async function ladder_opens(row) {
    seen.rungs = row.querySelectorAll(".rung").length;
    seen.lifelines = [...row.querySelectorAll(".who")].map(node => node.textContent);
    const rung = row.querySelector(".rung");
    if (!rung) return;
    rung.focus();
    press(rung, "Enter");
    seen.frame_of_rung = row.querySelector(".shown-frame .hex") !== null;
}

function nothing_from_packets_is_markup(row) {
    seen.script_elements = document.querySelectorAll("script").length;
    seen.payload_shown = row.textContent.includes("<script>alert(1)<\/script>");
    seen.outside = [...document.querySelectorAll("[src], link[href]")].map(node => node.src || node.href).filter(url => !url.startsWith("data:"));
    seen.diff = [...row.querySelectorAll(".diff tbody tr")].map(node => node.className);
}

async function drive(wanted, linked) {
    Object.assign(seen, {wanted, linked, ready_ms: Number(document.documentElement.dataset.ready)});
    try {
        await filters();
        await search();
        await keyboard();
        const row = await follow_link();
        hexdump_lights(row);
        await ladder_opens(row);
        nothing_from_packets_is_markup(row);
    } catch (error) {
        seen.errors.push(String(error.stack || error));
    }
    const out = document.createElement("pre");
    out.id = "seen";
    out.textContent = "SEEN" + JSON.stringify(seen).replace(/[<>&]/g, c => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0")) + "SEEN";
    document.body.replaceChildren(out);
}
