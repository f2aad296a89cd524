// Events as JSON and back, without loss: one object an event, its kind in "event", one event a line.
//
//     {"event":"TestFinished","id":"router.forwarding.ttl","verdict":"failed",…}
//
// Bytes are lower-case hex. Text that is not valid UTF-8 stands as {"hex":"…"}, so that it comes back equal.
// An empty optional is left out. Readers skip what they do not know and take defaults for what is missing.
#pragma once

#include <functional>
#include <iosfwd>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "framework/runner/event.h"

namespace pkttest::runner {

/// How a text becomes JSON.
using TextForm = nlohmann::ordered_json (*)(std::string_view text);

/// The form that comes back equal: a string, or {"hex":"…"} where it is not valid UTF-8.
nlohmann::ordered_json lossless_text(std::string_view text);

/// True where every byte belongs to a well-formed UTF-8 sequence (RFC 3629).
bool is_utf8(std::string_view text);

nlohmann::ordered_json to_json(const Event& event, TextForm form = lossless_text);
nlohmann::ordered_json to_json(const StepResult& step, TextForm form);
nlohmann::ordered_json to_json(const FrameSeen& frame, TextForm form);
nlohmann::ordered_json to_json(const Failure& failure, TextForm form);
nlohmann::ordered_json to_json(const LinkCounts& counts, TextForm form);

/// One line, without its newline.
std::string to_json_line(const Event& event);

/// The event of one line. Throws std::invalid_argument saying what is wrong: no JSON, no known event, a field
/// of the wrong type.
Event event_from_json_line(std::string_view line);

/// Hands every event of a jsonl stream to `take`, in order; empty lines are skipped. Returns false where the
/// last line breaks off (the writer was killed): what came before it was handed over. Throws
/// std::runtime_error "NAME:LINE: …" for a wrong line elsewhere.
bool read_events(std::istream& input, std::string_view name, const std::function<void(Event&&)>& take);

}  // namespace pkttest::runner
