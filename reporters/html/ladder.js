// The exchange as a ladder: lifelines of the tester, of each link and of the device, an arrow a frame.
"use strict";

const ladder_size = {width: 960, left: 96, right: 40, top: 40, row: 34};

function ladder_columns(frames) {
    const links = [...new Set(frames.filter(frame => frame.link !== undefined).map(frame => frame.link))];
    const names = ["tester", ...links, "device"];
    const step = (ladder_size.width - ladder_size.left - ladder_size.right - 40) / (names.length - 1);
    const at = index => ladder_size.left + 30 + index * step;
    return {names, links, first: at(0), last: at(names.length - 1), of_link: link => at(1 + links.indexOf(link)), at};
}

function ladder(frames, show) {
    const columns = ladder_columns(frames);
    const height = ladder_size.top + frames.length * ladder_size.row + 16;
    const drawing = svg("svg", {class: "ladder", viewBox: `0 0 ${ladder_size.width} ${height}`, role: "group",
                                "aria-label": `Exchange of ${counted(frames.length, "frame")} between the tester and the device`});
    drawing.append(svg("defs", {}, svg("marker", {id: "arrow", viewBox: "0 0 10 10", refX: 9, refY: 5, markerWidth: 9, markerHeight: 9,
                                                  markerUnits: "userSpaceOnUse", orient: "auto-start-reverse"},
                                       svg("path", {d: "M0 0L10 5L0 10z", class: "tip"}))));
    columns.names.forEach((name, index) => {
        const x = columns.at(index), end = index === 0 || index === columns.names.length - 1;
        drawing.append(svg("line", {class: end ? "life end" : "life", x1: x, x2: x, y1: 26, y2: height - 6}));
        drawing.append(svg("text", {class: "who", x, y: 16, "text-anchor": "middle"}, short_text(name, 18)));
    });
    frames.forEach((frame, index) => drawing.append(rung(frame, index, columns, show)));
    return el("div", {class: "ladderbox"}, drawing);
}

const short_text = (text, length) => (text.length > length ? text.slice(0, length - 1) + "…" : text);

function rung(frame, index, columns, show) {
    const y = ladder_size.top + index * ladder_size.row + 22;
    if (frame.omitted !== undefined) {
        return svg("text", {class: "left-out", x: ladder_size.width / 2, y, "text-anchor": "middle"}, `… ${counted(frame.omitted, "frame")} left out …`);
    }
    const note = frame.note ? ` [${frame.note}]` : "";
    const label = `${frame.sent ? "sent" : "received"} on ${frame.link} at ${at_text(frame.time_ns)}: ${frame.summary}${note}`;
    const open = event => {
        if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        show(frame, event.currentTarget);
    };
    const from = frame.sent ? columns.first : columns.last, to = frame.sent ? columns.last : columns.first;
    return svg("g", {class: `rung ${frame.sent ? "sent" : "received"}`, tabindex: "0", role: "button", "aria-label": label, onclick: open, onkeydown: open},
               svg("title", {}, label),
               svg("rect", {class: "hit", x: 0, y: y - 20, width: ladder_size.width, height: ladder_size.row - 2}),
               svg("text", {class: "time", x: 6, y: y + 4}, at_text(frame.time_ns)),
               svg("line", {class: "arrow", x1: from, x2: to, y1: y, y2: y, "marker-end": "url(#arrow)"}),
               svg("circle", {class: "on", cx: columns.of_link(frame.link), cy: y, r: 4}),
               svg("text", {class: "what", x: (columns.first + columns.last) / 2, y: y - 6, "text-anchor": "middle"},
                   short_text(frame.summary + note, 112)));
}
