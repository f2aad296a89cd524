// rdcandump: CAN frames from the text that can-utils' candump prints or logs.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/files.h"
#include "framework/language/values/hex.h"

namespace pkttest::language {

namespace {

constexpr std::string_view blanks = " \t\r\n";

std::vector<std::string> words_of(std::string_view line) {
    std::vector<std::string> out;
    for (std::size_t at = line.find_first_not_of(blanks); at != line.npos;
         at = line.find_first_not_of(blanks, at)) {
        const std::size_t end = std::min(line.find_first_of(blanks, at), line.size());
        out.emplace_back(line.substr(at, end - at));
        at = end;
    }
    return out;
}

/// A frame of either form: `(1436509052.249713) vcan0 123#0102` or ` vcan0  123   [2]  01 02`.
struct Frame {
    std::string interface, identifier, digits;
    std::optional<int> length, fd_flags;
    double time = 0;
};

bool read_logged(const std::vector<std::string>& words, Frame& out) {
    if (words.size() < 3) return false;
    const std::size_t hash = words[2].find('#');
    if (hash == std::string::npos) return false;
    out.time = std::atof(words[0].c_str() + 1);
    out.interface = words[1];
    out.identifier = words[2].substr(0, hash);
    out.digits = words[2].substr(hash + 1);
    if (!out.digits.starts_with('#')) return true;
    if (out.digits.size() < 2) return false;
    out.fd_flags = std::atoi(out.digits.substr(1, 1).c_str());
    out.digits.erase(0, 2);
    return true;
}

bool read_printed(const std::vector<std::string>& words, Frame& out) {
    if (words.size() < 3 || words[2].size() < 3 || words[2].front() != '[') return false;
    out.interface = words[0];
    out.identifier = words[1];
    out.length = std::atoi(words[2].c_str() + 1);
    for (std::size_t i = 3; i < words.size(); ++i) out.digits += words[i];
    return true;
}

Value packet_of(const Frame& frame, const Call& call) {
    const auto octets = from_hex(frame.digits);
    if (!octets || frame.identifier.empty() ||
        frame.identifier.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos)
        throw EvaluationError(call.span, fmt::format("frame {}#{}", frame.identifier, frame.digits))
            .uncovered();
    const bool fd = octets->size() > 8 || frame.fd_flags;
    std::vector<GivenArgument> given;
    const auto give = [&](const char* name, Value value) {
        given.push_back({name, std::move(value), call.span, call.span});
    };
    give("identifier", Value(Integer(std::strtoul(frame.identifier.c_str(), nullptr, 16) & 0x1fffffff)));
    give("length", Value(Integer(frame.length ? static_cast<std::size_t>(*frame.length) : octets->size())));
    give("data", Value(Bytes{*octets}));
    if (frame.identifier.size() > 3) give("flags", Value(4));
    if (fd && frame.fd_flags) give("fd_flags", Value(*frame.fd_flags));
    Value out =
        call_value(Value(find_protocol(fd ? "CANFD" : "CAN")), std::move(given), call.span, call.variables);
    out.as<LayerReference>()->packet->time =
        std::chrono::nanoseconds(static_cast<std::int64_t>(frame.time * 1e9));
    return out;
}

bool wanted(const Call& call, const std::string& interface) {
    if (!call.has(2)) return true;
    if (call[2].is_text()) return call.octets(2) == interface;
    const List names = call.items(2);
    return std::any_of(names.begin(), names.end(),
                       [&](const Value& name) { return equal(name, Value(interface)); });
}

Value run_rdcandump(Call& call) {
    Value source = call[0];
    if (source.is_text()) {
        std::vector<GivenArgument> given{{{}, source, call.span, {}}, {{}, Value("rb"), call.span, {}}};
        source = call_builtin(*find_builtin("open"), nullptr, std::move(given), call.span, call.variables);
    }
    auto* file = object_as<File>(source);
    if (file == nullptr)
        throw EvaluationError(call.span, fmt::format("rdcandump of {}", describe(source))).uncovered();
    const Integer most = call.integer(1, -1);
    List out;
    while (most < 0 || static_cast<Integer>(out.size()) < most) {
        std::string line = file->take_line();
        line.erase(0, std::min(line.find_first_not_of(blanks), line.size()));
        if (line.size() < 16) break;
        Frame frame;
        const auto words = words_of(line);
        if (!(line[0] == '(' ? read_logged(words, frame) : read_printed(words, frame)))
            throw EvaluationError(call.span, fmt::format("candump's line {}", represent(Value(line))))
                .uncovered();
        if (wanted(call, frame.interface)) out.push_back(packet_of(frame, call));
        check_item_count(out.size(), call.span);
    }
    return Value(std::move(out));
}

}  // namespace

extern const Builtin builtin_rdcandump = {
    "rdcandump",
    {{{"file"}, optional("count", Kind::number), optional("interface")}},
    Kind::list,
    "The CAN frames of a log of candump.",
    run_rdcandump};

}  // namespace pkttest::language
