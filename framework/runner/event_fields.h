// The fields of every event by name, in one place for writing and reading: visit_fields(event, visitor) calls
// visitor("name", member) for each.
#pragma once

#include <concepts>
#include <type_traits>

#include "framework/runner/event.h"

namespace pkttest::runner {

/// E is T or const T.
template <class E, class T>
concept Is = std::same_as<std::remove_const_t<E>, T>;

template <Is<Place> E>
void visit_fields(E& e, auto&& v) {
    v("file", e.file), v("line", e.line), v("column", e.column);
}
template <Is<FieldDifference> E>
void visit_fields(E& e, auto&& v) {
    v("layer", e.layer), v("field", e.field), v("expected", e.expected), v("actual", e.actual);
    v("agrees", e.agrees);
}
template <Is<FieldSpan> E>
void visit_fields(E& e, auto&& v) {
    v("layer", e.layer), v("field", e.field), v("value", e.value);
    v("first_bit", e.first_bit), v("end_bit", e.end_bit);
}
template <Is<FrameSeen> E>
void visit_fields(E& e, auto&& v) {
    v("link", e.link), v("sent", e.sent), v("time_ns", e.time_ns), v("summary", e.summary);
    v("bytes", e.bytes), v("fields", e.fields), v("note", e.note);
}
template <Is<NearestMiss> E>
void visit_fields(E& e, auto&& v) {
    v("frame", e.frame), v("differences", e.differences);
}
template <Is<Failure> E>
void visit_fields(E& e, auto&& v) {
    v("message", e.message), v("details", e.details), v("place", e.place);
    v("source_line", e.source_line), v("nearest", e.nearest), v("passed_by", e.passed_by);
    v("code", e.code);
}
template <Is<StepResult> E>
void visit_fields(E& e, auto&& v) {
    v("place", e.place), v("text", e.text), v("start_ns", e.start_ns), v("duration_ns", e.duration_ns);
    v("ok", e.ok);
}
template <Is<LinkCounts> E>
void visit_fields(E& e, auto&& v) {
    v("link", e.link), v("received", e.received), v("sent", e.sent), v("dropped", e.dropped);
}
template <Is<RunStarted> E>
void visit_fields(E& e, auto&& v) {
    v("run_id", e.run_id), v("started_at", e.started_at), v("hostname", e.hostname), v("version", e.version);
    v("system", e.system), v("seed", e.seed), v("command", e.command), v("selected", e.selected);
}
template <Is<CampaignStarted> E>
void visit_fields(E& e, auto&& v) {
    v("title", e.title), v("file", e.file), v("sha256", e.sha256), v("keywords", e.keywords);
}
template <Is<LinkReady> E>
void visit_fields(E& e, auto&& v) {
    v("name", e.name), v("where", e.where), v("clock_source", e.clock_source), v("notes", e.notes);
}
template <Is<SetStarted> E>
void visit_fields(E& e, auto&& v) {
    v("title", e.title);
}
template <Is<TestStarted> E>
void visit_fields(E& e, auto&& v) {
    v("number", e.number), v("id", e.id), v("classname", e.classname), v("name", e.name);
    v("place", e.place), v("keywords", e.keywords), v("attempt", e.attempt);
}
template <Is<StepFinished> E>
void visit_fields(E& e, auto&& v) {
    v("step", e.step);
}
template <Is<FrameExchanged> E>
void visit_fields(E& e, auto&& v) {
    v("frame", e.frame);
}
template <Is<CheckFailed> E>
void visit_fields(E& e, auto&& v) {
    v("failure", e.failure);
}
template <Is<LogLine> E>
void visit_fields(E& e, auto&& v) {
    v("text", e.text);
}
template <Is<TestFinished> E>
void visit_fields(E& e, auto&& v) {
    v("id", e.id), v("verdict", e.verdict), v("reason", e.reason), v("duration_ns", e.duration_ns);
    v("counts", e.counts), v("capture", e.capture), v("rerun", e.rerun);
}
template <Is<SetFinished> E>
void visit_fields(E& e, auto&& v) {
    v("title", e.title);
}
template <Is<CampaignFinished> E>
void visit_fields(E& e, auto&& v) {
    v("file", e.file);
}
template <Is<RunFinished> E>
void visit_fields(E& e, auto&& v) {
    v("finished_at", e.finished_at), v("duration_ns", e.duration_ns);
    v("interrupted", e.interrupted), v("reason", e.reason);
}

}  // namespace pkttest::runner
