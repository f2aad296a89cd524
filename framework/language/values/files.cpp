// Files of a campaign: what they can be asked for.
#include "framework/language/values/files.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "framework/language/evaluate/evaluation.h"

namespace pkttest::language {

namespace {

File& self(const Call& call) {
    auto& file = *object_as<File>(*call.self);
    if (file.closed) throw EvaluationError(call.span, "this file is closed").as("ValueError");
    return file;
}

std::size_t size_or_all(const Call& call) {
    const Integer size = call.integer(0, -1);
    return size < 0 || size > static_cast<Integer>(most_octets) ? most_octets
                                                                : static_cast<std::size_t>(size);
}

Value read(Call& call) { return self(call).value_of(self(call).take(size_or_all(call))); }
Value readline(Call& call) { return self(call).value_of(self(call).take_line()); }
Value readlines(Call& call) { return Value(*self(call).take_items()); }

Value getvalue(Call& call) {
    if (!self(call).path.empty())
        throw EvaluationError(call.span, "this file has no getvalue").as("AttributeError");
    return self(call).value_of(self(call).octets);
}

Value write(Call& call) {
    File& file = self(call);
    if (file.text_mode != call[0].is_text() || call[0].octets() == nullptr)
        throw EvaluationError(call.span, fmt::format("this file takes {}, not {}",
                                                     file.text_mode ? "text" : "bytes", describe(call[0])))
            .as("TypeError");
    if (!file.path.empty() && !file.writes)
        throw EvaluationError(call.span, "this file is open for reading").as("OSError");
    check_octet_count(file.position + call.octets(0).size(), call.span);
    file.put(call.octets(0));
    return Integer(file.text_mode ? characters(call.octets(0)).size() : call.octets(0).size());
}

Value seek(Call& call) {
    File& file = self(call);
    const Integer whence = call.integer(1, 0);
    if (whence < 0 || whence > 2) call.fail(1, "seek counts from 0 (start), 1 (here) or 2 (end)");
    const Integer from =
        whence == 0 ? 0 : static_cast<Integer>(whence == 1 ? file.position : file.octets.size());
    const Integer at = from + call.integer(0);
    if (at < 0 || at > static_cast<Integer>(most_octets))
        throw EvaluationError(call.span, "this is no place in the file").as("ValueError");
    file.position = static_cast<std::size_t>(at);
    return at;
}

Value tell(Call& call) { return Integer(self(call).position); }

Value truncate_file(Call& call) {
    File& file = self(call);
    file.octets.resize(call.has(0) ? std::min(size_or_all(call), file.octets.size())
                                   : std::min(file.position, file.octets.size()));
    return Integer(file.octets.size());
}

Value flush(Call& call) {
    self(call).flush();
    return {};
}

Value close(Call& call) {
    auto& file = *object_as<File>(*call.self);
    if (!file.closed) file.flush();
    file.closed = true;
    return {};
}

constexpr auto number = Kind::number;
constexpr Builtin table[] = {
    {"read", {{optional("size", number)}}, Kind::unknown, "What is left, or so much of it.", read},
    {"readline", {}, Kind::unknown, "The next line.", readline},
    {"readlines", {}, Kind::list, "The lines that are left.", readlines},
    {"getvalue", {}, Kind::unknown, "All of a buffer.", getvalue},
    {"write", {{{"data"}}}, number, "Puts more where one is.", write},
    {"seek", {{{"offset", number}, optional("whence", number)}}, number, "Goes to a place.", seek},
    {"tell", {}, number, "The place where one is.", tell},
    {"truncate", {{optional("size", number)}}, number, "Cuts it off.", truncate_file},
    {"flush", {}, Kind::none, "Writes it out.", flush},
    {"close", {}, Kind::none, "Ends with it.", close},
};

}  // namespace

std::span<const Builtin> File::methods() const { return table; }

std::optional<Value> File::attribute(std::string_view name) const {
    if (name == "name" && !path.empty()) return Value(path);
    if (name == "closed") return Value(closed);
    return std::nullopt;
}

std::optional<List> File::take_items() {
    List out;
    while (position < octets.size() && out.size() < most_items) out.push_back(value_of(take_line()));
    return out;
}

void File::leave(Environment&) {
    if (!closed) flush();
    closed = true;
}

std::string File::take(std::size_t size) {
    const std::size_t begin = std::min(position, octets.size());
    std::string out = octets.substr(begin, size);
    position = begin + out.size();
    return out;
}

std::string File::take_line() {
    const std::size_t newline = position < octets.size() ? octets.find('\n', position) : octets.npos;
    return take(newline == octets.npos ? most_octets : newline + 1 - position);
}

void File::put(const std::string& more) {
    if (octets.size() < position + more.size()) octets.resize(position + more.size(), '\0');
    octets.replace(position, more.size(), more);
    position += more.size();
}

void File::flush() {
    if (path.empty() || !writes) return;
    std::ofstream out(path, std::ios::binary);
    out << octets;
}

}  // namespace pkttest::language
