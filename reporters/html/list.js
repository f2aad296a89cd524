// The list of tests: only the rows near the window are in the document, so that ten thousand open at once.
"use strict";

const row_height = 38;
const margin = 600;

class TestList {
    constructor(node) {
        this.node = node;
        this.items = [];
        this.tops = [0];
        this.nodes = new Map();
        this.heights = new Map();
        this.opened = new Set();
        this.everything = false;
        this.watch = new ResizeObserver(entries => this.measured(entries.map(entry => entry.target)));
        addEventListener("scroll", () => this.draw(), {passive: true});
        addEventListener("resize", () => this.draw());
    }

    // Shows these tests; with `grouped`, a heading before each set.
    set(tests, grouped) {
        this.items = [];
        let group = null, heading = null, position = 0;
        for (const test of tests) {
            if (grouped && test.group !== group) {
                group = test.group;
                heading = {group, tests: []};
                this.items.push(heading);
            }
            if (heading) heading.tests.push(test);
            test.position = ++position;
            this.items.push(test);
        }
        this.count = tests.length;
        for (const node of this.nodes.values()) node.remove();
        this.nodes.clear();
        this.place();
    }

    place() {
        this.tops = [0];
        this.items.forEach((item, index) => this.tops.push(this.tops[index] + (this.opened.has(item) ? this.heights.get(item) || row_height : row_height)));
        this.node.style.height = `${this.tops[this.items.length]}px`;
        this.draw();
    }

    // Index of the last item that begins at or above y.
    index_at(y) {
        let low = 0, high = this.items.length;
        while (low + 1 < high) {
            const middle = (low + high) >> 1;
            if (this.tops[middle] <= y) low = middle; else high = middle;
        }
        return low;
    }

    draw() {
        const top = scrollY - (this.node.getBoundingClientRect().top + scrollY);
        const first = this.everything ? 0 : this.index_at(top - margin);
        const last = this.everything ? this.items.length - 1 : Math.min(this.index_at(top + innerHeight + margin), this.items.length - 1);
        const wanted = new Set(this.items.slice(first, last + 1));
        for (const [item, node] of this.nodes) {
            if (wanted.has(item) || node.contains(document.activeElement)) continue;
            this.watch.unobserve(node);
            node.remove();
            this.nodes.delete(item);
        }
        let before = null;
        for (let index = first; index <= last; ++index) before = this.draw_item(index, before);
    }

    // Keeps the document's order that of the list, for readers that go by it.
    draw_item(index, before) {
        const item = this.items[index];
        let node = this.nodes.get(item);
        if (!node) {
            node = item.attempts ? this.row_of(item, index) : group_row(item);
            this.nodes.set(item, node);
            const next = before ? before.nextSibling : this.node.firstChild;
            this.node.insertBefore(node, next);
            if (this.opened.has(item)) this.watch.observe(node);
        }
        node.style.top = `${this.tops[index]}px`;
        return node;
    }

    row_of(test) {
        const opened = this.opened.has(test);
        const node = el("div", {class: `row ${verdict_of(test.verdict).kind}${opened ? " opened" : ""}`, role: "listitem",
                                "aria-setsize": this.count, "aria-posinset": test.position, "data-id": test.id});
        node.append(row_button(test, opened, () => this.toggle(test)));
        if (opened) node.append(test_details(test));
        return node;
    }

    toggle(test, open = !this.opened.has(test)) {
        if (open === this.opened.has(test)) return;
        if (open) this.opened.add(test); else this.opened.delete(test);
        const old = this.nodes.get(test);
        const focused = old && old.contains(document.activeElement);
        if (old) { this.watch.unobserve(old); old.remove(); this.nodes.delete(test); }
        this.place();
        this.measured([this.nodes.get(test)]);
        if (focused) this.nodes.get(test).querySelector("button").focus({preventScroll: true});
    }

    measured(nodes) {
        let changed = false;
        for (const node of nodes) {
            const item = node && this.items.find(candidate => this.nodes.get(candidate) === node);
            if (!item || !this.opened.has(item) || this.heights.get(item) === node.offsetHeight) continue;
            this.heights.set(item, node.offsetHeight);
            changed = true;
        }
        if (changed) this.place();
    }

    scroll_to(index) {
        const top = this.node.getBoundingClientRect().top + scrollY + this.tops[index];
        const above = by_id("tools").offsetHeight + 8;
        if (top < scrollY + above) scrollTo(0, top - above);
        else if (top + row_height > scrollY + innerHeight) scrollTo(0, top + row_height - innerHeight + 8);
        this.draw();
    }

    // The focused test's index, or -1.
    focused() {
        const row = document.activeElement && document.activeElement.closest(".row[data-id]");
        return row ? this.items.findIndex(item => this.nodes.get(item) === row) : -1;
    }

    focus(index, by) {
        while (this.items[index] && !this.items[index].attempts) index += by;
        if (!this.items[index]) return;
        this.scroll_to(index);
        this.nodes.get(this.items[index]).querySelector("button").focus({preventScroll: true});
        this.draw();
    }

    // For printing: every row, absolutely placed no more.
    print(on) {
        this.everything = on;
        this.node.classList.toggle("printing", on);
        this.place();
    }
}

function group_row(heading) {
    const bad = heading.tests.filter(test => !successes.has(test.verdict)).length;
    const names = [heading.group.campaign, heading.group.set].filter(Boolean);
    const parts = names.map((name, index) => [index > 0 && el("span", {class: "quiet"}, " › "), el("span", {class: "part", title: name}, name)]);
    return el("div", {class: "group", role: "listitem"}, el("h2", {}, parts.flat()),
              el("span", {class: "quiet"}, counted(heading.tests.length, "test") + (bad > 0 ? `, ${bad} not passed` : "")));
}

// A long name shows its end too, where the values of a `for` often stand; the whole is its title.
function ends_of(name) {
    const head = name.length > 60 ? name.slice(0, -16) : name;
    return [el("span", {class: "head"}, head), head !== name && el("span", {}, name.slice(-16))];
}

function row_button(test, opened, toggle) {
    const verdict = verdict_of(test.verdict);
    return el("button", {type: "button", class: "test", "aria-expanded": String(opened), onclick: toggle},
              el("span", {class: "turn", "aria-hidden": "true"}, "▸"),
              el("span", {class: "verdict"}, el("span", {class: "mark", "aria-hidden": "true"}, verdict.mark), ` ${test.verdict}`),
              el("span", {class: "name", title: test.last.name}, ends_of(test.last.name), el("span", {class: "why"}, test.last.reason)),
              el("span", {class: "badges"}, test.flaky && el("span", {class: "flaky"}, "flaky"),
                 test.attempts.length > 1 && el("span", {class: "keyword"}, `${test.attempts.length} attempts`),
                 (test.last.keywords || []).slice(0, 3).map(keyword => el("span", {class: "keyword"}, keyword))),
              el("span", {class: "took"}, seconds_text(test.duration)));
}
