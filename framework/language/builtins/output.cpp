// print(), input for nothing, and what captures the output: ContextManagerCaptureOutput.
#include <fmt/format.h>

#include "framework/language/evaluate/evaluation.h"

namespace pkttest::language {

namespace {

Value run_print(Call& call) {
    std::string out;
    const std::string separator = call.octets(1, " ");
    for (std::size_t i = 0; i < call.rest.size(); ++i) {
        if (i != 0) out += separator;
        out += to_text(call.rest[i].value);
        check_octet_count(out.size(), call.span);
    }
    if (auto* target = call.has(3) ? object_as<ScriptObject>(call[3]) : nullptr) {
        for (const Builtin& method : target->methods())
            if (method.name == "write")
                call_builtin(method, &call[3], {{{}, Value(out + call.octets(2, "\n")), call.span, {}}},
                             call.span, call.variables);
        return {};
    }
    call.variables.services().write(out, call.octets(2, "\n"));
    return {};
}

/// `with ContextManagerCaptureOutput() as out:`: what is printed in its block, by out.get_output().
class OutputCapture final : public ScriptObject {
 public:
    std::string_view kind() const override { return "output capture"; }
    std::span<const Builtin> methods() const override;
    bool is_manager() const override { return true; }
    Value enter(const Value& self, Environment& variables) const override {
        variables.services().begin_capture();
        is_open = true;
        return self;
    }
    void leave(Environment& variables) override {
        captured = variables.services().end_capture();
        is_open = false;
    }

    std::string captured;
    mutable bool is_open = false;  ///< Inside its block.
};

/// Inside the block what was printed so far, which stays captured.
Value get_output(Call& call) {
    const auto* capture = object_as<OutputCapture>(*call.self);
    return Value(capture->is_open ? call.variables.services().captured() : capture->captured);
}

constexpr Builtin methods_of_capture[] = {
    {"get_output", {}, Kind::text, "What was printed.", get_output},
};

std::span<const Builtin> OutputCapture::methods() const { return methods_of_capture; }

Value run_capture(Call&) { return object_value<OutputCapture>(); }

}  // namespace

extern const Builtin builtin_print = {
    "print",
    {{rest_of("values"), named("sep", Kind::text), named("end", Kind::text), named("file"), named("flush")}},
    Kind::none,
    "Writes values to the test's log.",
    run_print};
extern const Builtin builtin_capture_output = {"ContextManagerCaptureOutput",
                                               {},
                                               Kind::unknown,
                                               "Captures what is printed in a with block.",
                                               run_capture};

}  // namespace pkttest::language
