// Functions that keep values as text: export_object and import_object, save_session, load_session,
// update_session. What is kept is the expression that makes the value again.
#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/syntax/parser.h"

namespace pkttest::language {

namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string to_base64(std::string_view octets) {
    std::string out;
    for (std::size_t i = 0; i < octets.size(); i += 3) {
        std::uint32_t group = 0;
        const std::size_t size = std::min<std::size_t>(3, octets.size() - i);
        for (std::size_t j = 0; j < 3; ++j)
            group = group << 8 | (j < size ? static_cast<unsigned char>(octets[i + j]) : 0u);
        for (std::size_t j = 0; j < 4; ++j) out += j <= size ? alphabet[group >> (18 - 6 * j) & 63] : '=';
    }
    return out;
}

/// nullopt where something else stands there.
std::optional<std::string> from_base64(std::string_view text) {
    std::string out;
    std::uint32_t bits = 0, count = 0;
    for (const char c : text) {
        if (c == '=' || c == '\n' || c == '\r' || c == ' ') continue;
        const std::size_t digit = alphabet.find(c);
        if (digit == alphabet.npos) return std::nullopt;
        bits = bits << 6 | static_cast<std::uint32_t>(digit);
        count += 6;
        if (count >= 8) out += static_cast<char>(bits >> (count -= 8) & 0xff);
    }
    return out;
}

bool is_received(const LayerReference& reference) {
    for (std::size_t i = reference.index; i < reference.packet->size(); ++i)
        if ((*reference.packet)[i].is_crafted()) return false;
    return reference.index < reference.packet->size();
}

/// The expression that makes the value; nullopt where there is none (functions, files).
std::optional<std::string> expression_of(const Value& value) {
    if (value.as<std::shared_ptr<Object>>() != nullptr) return std::nullopt;
    if (const auto* packet = value.as<LayerReference>(); packet != nullptr && is_received(*packet))
        return fmt::format("{}({})", (*packet->packet)[packet->index].protocol().name,
                           represent_octets(octets_of(*packet)));
    if (const auto* flags = value.as<Flags>()) return represent(Integer{flags->bits});
    const auto joined = [](const List& items, std::string_view open,
                           std::string_view close) -> std::optional<std::string> {
        std::string out(open);
        for (const Value& item : items) {
            const auto one = expression_of(item);
            if (!one) return std::nullopt;
            out += *one + ", ";
        }
        return out += close;
    };
    if (value.is_list()) return joined(*value.items(), "[", "]");
    if (value.is_tuple()) return joined(*value.items(), "(", ")");
    return represent(value);
}

Value value_of(const Call& call, const std::string& expression) {
    Sources sources;
    Diagnostics diagnostics;
    const Expr expr = parse_expression(sources, sources.add("input", expression), diagnostics);
    if (diagnostics.has_errors())
        call.fail(0, "this is no exported object", diagnostics.all().front().message);
    Environment empty(&call.variables.services());
    try {
        return evaluate(expr, empty);
    } catch (const EvaluationError& error) {
        call.fail(0, "this object cannot be made again", error.what());
    }
}

Value run_export(Call& call) {
    const auto expression = expression_of(call[0]);
    if (!expression) call.fail(0, fmt::format("{} cannot be exported", describe(call[0])));
    return call.print(to_base64(*expression), 1);
}

Value run_import(Call& call) {
    const auto expression = from_base64(call.octets(0));
    if (!expression) call.fail(0, "this is no exported object", "export_object() gives such a text");
    return value_of(call, *expression);
}

Value run_save(Call& call) {
    std::ofstream file(call.octets(0));
    for (const std::string_view name : call.variables.names())
        if (const Value* value = call.variables.find(name))
            if (const auto expression = expression_of(*value))
                file << name << " " << to_base64(*expression) << "\n";
    file.close();
    if (!file) call.fail(0, fmt::format("{} cannot be written", call.octets(0)));
    return {};
}

void load(Call& call) {
    std::ifstream file(call.octets(0));
    if (!file) call.fail(0, fmt::format("{} cannot be read", call.octets(0)));
    for (std::string line; std::getline(file, line);) {
        std::istringstream words(line);
        std::string name, text;
        words >> name >> text;
        const auto expression = from_base64(text);
        if (name.empty() || !expression) call.fail(0, fmt::format("{} is no saved session", call.octets(0)));
        call.variables.set(name, value_of(call, *expression));
    }
}

Value run_load(Call& call) {
    std::vector<std::string> known;
    for (const std::string_view name : call.variables.names()) known.emplace_back(name);
    for (const std::string& name : known) call.variables.remove(name);
    load(call);
    return {};
}

Value run_update(Call& call) {
    load(call);
    return {};
}

constexpr auto none = Kind::none, text = Kind::text;
constexpr Parameter file = {"fname", text};

}  // namespace

extern const Builtin builtin_export_object = {"export_object",
                                              {{{"obj"}, optional("dump")}},
                                              text,
                                              "The value as a text that can be sent.",
                                              run_export};
extern const Builtin builtin_import_object = {
    "import_object", {{{"obj", text}}}, Kind::unknown, "The value of such a text.", run_import};
extern const Builtin builtin_save_session = {
    "save_session", {{file}}, none, "Writes the variables to a file.", run_save};
extern const Builtin builtin_load_session = {
    "load_session", {{file}}, none, "Puts a file's variables in the place of all others.", run_load};
extern const Builtin builtin_update_session = {
    "update_session", {{file}}, none, "Adds a file's variables.", run_update};

}  // namespace pkttest::language
