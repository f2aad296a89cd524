// What an opened test shows: why it failed, its steps, the exchange, the log.
"use strict";

function test_details(test) {
    const box = el("div", {class: "details", role: "region", "aria-label": `Details of ${test.last.name}`});
    const body = el("div", {});
    box.append(facts_of(test));
    if (test.attempts.length > 1) box.append(attempt_tabs(test, body));
    box.append(body);
    show_attempt(body, test.last);
    return box;
}

function facts_of(test) {
    const last = test.last;
    return el("div", {class: "facts"},
              place_text(last.place) && el("span", {}, place_text(last.place)),
              el("span", {}, `test ${last.number}`),
              (last.keywords || []).map(keyword => el("span", {class: "keyword"}, keyword)),
              last.capture && el("a", {href: safe_link(last.capture)}, "capture (pcapng)"),
              el("a", {href: `#${test.anchor}`}, "link to this test"),
              last.rerun && el("span", {class: "wide"}, "Run again: ", copyable(last.rerun, "the command that runs this test again")));
}

function attempt_tabs(test, body) {
    const tabs = el("div", {class: "attempts", role: "group", "aria-label": "Attempts"});
    test.attempts.forEach((attempt, index) => {
        const select = event => {
            for (const tab of tabs.children) tab.setAttribute("aria-pressed", tab === event.currentTarget);
            show_attempt(body, attempt);
        };
        const name = `${verdict_of(attempt.verdict).mark} Attempt ${index + 1}: ${attempt.verdict}, ${seconds_text(attempt.duration_ns)}`;
        tabs.append(el("button", {type: "button", class: verdict_of(attempt.verdict).kind, "aria-pressed": String(attempt === test.last), onclick: select}, name));
    });
    return tabs;
}

function show_attempt(body, attempt) {
    const details = attempt.details();
    body.replaceChildren(
        ...details.failures.map(failure_view),
        ...(details.failures.length === 0 && attempt.reason ? [el("p", {class: "reason"}, attempt.reason)] : []),
        ...section("Steps", details.steps, steps_table),
        ...section("Exchange", details.frames, exchange_view),
        ...section("Log", details.log, log_view),
        ...section("Packets", attempt.counts || [], counts_table));
}

function section(title, list, view) {
    return list.length === 0 ? [] : [el("section", {class: title.toLowerCase()}, el("h4", {}, title), view(list))];
}

function failure_view(failure) {
    if (failure.omitted !== undefined) return el("p", {class: "quiet"}, `… ${counted(failure.omitted, "failure")} left out …`);
    const box = el("section", {class: "failure"}, el("h4", {}, failure.message));
    if (failure.source_line || place_text(failure.place)) {
        box.append(el("p", {class: "source"}, el("span", {class: "quiet"}, `${place_text(failure.place)}  `), el("code", {}, failure.source_line)));
    }
    if (failure.nearest) box.append(...nearest_view(failure.nearest));
    if (failure.passed_by > 0) box.append(el("p", {class: "quiet"}, `${counted(failure.passed_by, "other packet")} passed by.`));
    if (failure.details) box.append(el("pre", {}, failure.details));
    if (failure.code) box.append(el("p", {class: "quiet"}, "More about it: ", el("code", {}, `pkttest explain ${failure.code}`)));
    return box;
}

function nearest_view(nearest) {
    const row = difference => el("tr", {class: difference.agrees ? "agrees" : "differs"},
        el("td", {class: "mark"}, difference.agrees ? "✓" : "✗", el("span", {class: "unseen"}, difference.agrees ? " agrees" : " differs")),
        el("th", {scope: "row"}, difference.field ? `${difference.layer}.${difference.field}` : difference.layer),
        el("td", {}, difference.expected || "any"),
        el("td", {}, difference.actual || "missing"));
    const agrees = nearest.differences.every(difference => difference.agrees);
    const what = agrees || !nearest.frame.link ? "The packet" : "Nearest miss";
    const title = el("p", {class: "nearest"}, `${what}: `, el("strong", {}, nearest.frame.summary));
    const table = el("table", {class: "diff", "aria-label": `${what}, field by field`},
        el("thead", {}, el("tr", {}, ["", "Field", "Expected", "Received"].map(name => el("th", {scope: "col"}, name)))),
        el("tbody", {}, nearest.differences.map(row)));
    return [title, table, frame_view(nearest.frame)];
}

function steps_table(steps) {
    const row = step => step.omitted !== undefined
        ? el("tr", {}, el("td", {colspan: 5, class: "quiet"}, `… ${counted(step.omitted, "step")} left out …`))
        : el("tr", {class: step.ok ? "" : "differs"},
             el("td", {class: "mark"}, step.ok ? "✓" : "✗", el("span", {class: "unseen"}, step.ok ? " done" : " failed")),
             el("td", {class: "number"}, at_text(step.start_ns)), el("td", {class: "number"}, seconds_text(step.duration_ns)),
             el("td", {class: "number"}, step.place && step.place.line ? String(step.place.line) : ""), el("td", {}, el("code", {}, step.text)));
    return el("table", {},
              el("thead", {}, el("tr", {}, ["", "At", "Took", "Line", "Step"].map(name => el("th", {scope: "col"}, name)))),
              el("tbody", {}, steps.map(row)));
}

function exchange_view(frames) {
    const view = el("div", {class: "shown-frame"});
    const show = (frame, rung_node) => {
        for (const node of rung_node.parentNode.querySelectorAll(".open")) node.classList.remove("open");
        rung_node.classList.add("open");
        view.replaceChildren(frame_view(frame));
    };
    return el("div", {}, ladder(frames, show), el("p", {class: "quiet no-print"}, "Choose an arrow to see its bytes."), view);
}

function log_view(lines) {
    return el("pre", {}, lines.map(line => (typeof line === "string" ? line : `… ${counted(line.omitted, "line")} left out …`)).join("\n"));
}

function counts_table(counts) {
    const row = count => el("tr", {class: count.dropped > 0 ? "differs" : ""}, el("th", {scope: "row"}, count.link),
        [count.sent, count.received, count.dropped].map(number => el("td", {class: "number"}, number.toLocaleString("en"))));
    return el("table", {},
              el("thead", {}, el("tr", {}, ["Link", "Sent", "Received", "Dropped"].map(name => el("th", {scope: "col"}, name)))),
              el("tbody", {}, counts.map(row)));
}
