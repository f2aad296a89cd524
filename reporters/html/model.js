// The data of the page: the run, its links, and its tests with their attempts. Details stay text until asked for.
"use strict";

const verdicts = {
    "failed": {mark: "✗", kind: "failed"},
    "error": {mark: "!", kind: "error"},
    "unexpected pass": {mark: "⊕", kind: "unexpected"},
    "inconclusive": {mark: "?", kind: "inconclusive"},
    "interrupted": {mark: "■", kind: "interrupted"},
    "passed": {mark: "✓", kind: "passed"},
    "expected failure": {mark: "≈", kind: "expected"},
    "skipped": {mark: "–", kind: "skipped"},
};
const successes = new Set(["passed", "expected failure", "skipped"]);
const verdict_of = text => verdicts[text] || {mark: "?", kind: "error"};

// An attempt: what its row needs, and `details()`, read when first asked for.
function attempt_of(summary, raw_details) {
    let details = null;
    summary.details = () => {
        details = details || (raw_details ? JSON.parse(raw_details) : {steps: [], failures: [], frames: [], log: []});
        if (details.gzip) details = JSON.parse(unpacked(details.gzip));
        return details;
    };
    return summary;
}

function add_test(model, attempt, group) {
    const last = model.tests[model.tests.length - 1];
    if (last && last.id === attempt.id && attempt.attempt > 1) {
        last.attempts.push(attempt);
    } else {
        model.tests.push({id: attempt.id, order: model.tests.length, attempts: [attempt], group});
    }
}

// What is known of a test when its last attempt is in.
function conclude(test) {
    const last = test.attempts[test.attempts.length - 1];
    test.last = last;
    test.verdict = last.verdict;
    test.duration = test.attempts.reduce((sum, attempt) => sum + attempt.duration_ns, 0);
    test.flaky = successes.has(last.verdict) && test.attempts.some(attempt => !successes.has(attempt.verdict));
    test.anchor = encodeURIComponent(test.id);
}

function read_model(text) {
    const model = {run: null, campaigns: [], links: [], tests: [], end: null};
    const lines = text.split("\n");
    const is_details = line => line !== undefined && line.startsWith('{"event":"Details"');
    let campaign = "", set = "", group = null;
    for (let i = 0; i < lines.length; ++i) {
        if (!lines[i].startsWith("{")) continue;
        const line = JSON.parse(lines[i].replace(/,$/, ""));
        if (line.event === "RunStarted") model.run = model.run || line;
        if (line.event === "LinkReady") model.links.push(line);
        if (line.event === "RunFinished") model.end = line;
        if (line.event === "CampaignStarted") { model.campaigns.push(line); campaign = line.title || line.file; set = ""; group = null; }
        if (line.event === "SetStarted") { set = line.title; group = null; }
        if (line.event !== "Test") continue;
        group = group || {campaign, set};
        const raw = is_details(lines[i + 1]) ? lines[++i].replace(/,$/, "") : null;
        add_test(model, attempt_of(line, raw), group);
    }
    model.tests.forEach(conclude);
    return model;
}

// All that a search looks through, in lower case; made once for each test.
function haystack(test) {
    if (test.haystack) return test.haystack;
    const parts = [test.id, test.last.name, test.last.classname];
    for (const attempt of test.attempts) {
        const details = attempt.details();
        parts.push(attempt.reason, ...(attempt.keywords || []));
        for (const failure of details.failures) parts.push(failure.message, failure.details, failure.source_line);
        for (const step of details.steps) parts.push(step.text);
        for (const frame of details.frames) parts.push(frame.summary, frame.note);
        parts.push(...details.log.filter(line => typeof line === "string"));
    }
    test.haystack = parts.filter(Boolean).join("\n").toLowerCase();
    return test.haystack;
}

const sorters = {
    run: (a, b) => a.order - b.order,
    slow: (a, b) => b.duration - a.duration || a.order - b.order,
    name: (a, b) => a.last.name.localeCompare(b.last.name) || a.order - b.order,
};

function selected_tests(model, view) {
    const words = view.search.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = test =>
        (view.outcomes.size === 0 || view.outcomes.has(test.verdict) || (test.flaky && view.outcomes.has("flaky"))) &&
        (!view.keyword || (test.last.keywords || []).includes(view.keyword)) &&
        (words.length === 0 || words.every(word => haystack(test).includes(word)));
    return model.tests.filter(fits).sort(sorters[view.sort] || sorters.run);
}

function outcome_counts(tests) {
    const counts = new Map();
    const add = name => counts.set(name, (counts.get(name) || 0) + 1);
    for (const test of tests) { add(test.verdict); if (test.flaky) add("flaky"); }
    return counts;
}
