// Protocols made at run time: what field classes make, what a scope makes known, and what stays of it.
#include "framework/packet/runtime_protocol.h"

#include <gtest/gtest.h>

#include "framework/packet/field_class.h"
#include "framework/packet/packet.h"

namespace pkttest {
namespace {

RuntimeField made(std::string_view field_class, const FieldArguments& arguments) {
    RuntimeField out;
    const auto problem = make_field(*find_field_class(field_class), arguments, out);
    EXPECT_FALSE(problem) << problem->message;
    return out;
}

std::string complaint(std::string_view field_class, const FieldArguments& arguments) {
    RuntimeField out;
    const auto problem = make_field(*find_field_class(field_class), arguments, out);
    return problem ? problem->message : "";
}

/// A layer of one octet.
std::unique_ptr<RuntimeProtocol> one_octet(const std::string& name, int initial) {
    auto out = std::make_unique<RuntimeProtocol>(name, "");
    out->add(made("ByteField", {{"name", Value("value")}, {"default", Value(initial)}}));
    return out;
}

Octets built(std::string_view protocol) { return Packet(*find_protocol(protocol)).build(); }

/// Answers so many.
class Fixed final : public Rule {
 public:
    explicit Fixed(int answer) : answer_(answer) {}
    Value ask(const Layer&, const List&) const override { return answer_; }

 private:
    int answer_;
};

/// Fails whenever it is asked.
class Failing final : public Rule {
 public:
    Value ask(const Layer&, const List&) const override { throw std::runtime_error("no answer"); }
};

TEST(FieldClasses, SayWhatIsWrongWithTheirArguments) {
    EXPECT_EQ(complaint("ByteField", {{"name", Value("a")}, {"size", Value(3)}}),
              "ByteField takes no argument named size");
    EXPECT_EQ(complaint("ByteField", {{"name", Value("a")}, {"default", Value(300)}}),
              "a has 8 bits, 300 does not fit");
    EXPECT_EQ(complaint("BitField", {{"name", Value("a")}, {"size", Value(0)}}),
              "a has a size from 1 to 64 bits, or of whole octets, not 0");
    EXPECT_EQ(complaint("StrLenField", {{"name", Value("a")}, {"length_from", Value(3)}}),
              "length_from takes a function of the packet, not 3");
    EXPECT_EQ(complaint("FieldLenField", {{"name", Value("a")}}),
              "a measures a field: length_of=\"…\" or count_of=\"…\"");
    EXPECT_EQ(complaint("EnumField", {{"name", Value("a")}, {"fmt", Value("Z")}}),
              "'Z' is no format of a number");
    EXPECT_EQ(complaint("PadField", {{"fld", Value(3)}, {"align", Value(4)}}),
              "a field such as ShortField(\"x\", 0) is wanted here, this is 3");
}

TEST(FieldClasses, AllHaveParametersAndAName) {
    for (const FieldClass* each : field_classes()) {
        EXPECT_FALSE(each->parameters.empty()) << each->name;
        EXPECT_EQ(find_field_class(each->name), each);
    }
}

TEST(ProtocolScopes, MakeKnownWhileTheyAreEntered) {
    ProtocolScope scope;
    scope.add(one_octet("Momentary", 7));
    EXPECT_EQ(find_protocol("Momentary"), nullptr);
    scope.enter();
    EXPECT_EQ(built("Momentary"), Octets{7});
    scope.leave();
    EXPECT_EQ(find_protocol("Momentary"), nullptr);
}

TEST(ProtocolScopes, HideABuiltInNameAndGiveItBack) {
    const Protocol* ip = find_protocol("IP");
    {
        ProtocolScope scope;
        scope.enter();
        scope.add(one_octet("IP", 9));
        EXPECT_EQ(built("IP"), Octets{9});
    }
    EXPECT_EQ(find_protocol("IP"), ip);
    EXPECT_EQ(Packet(*ip).build().size(), 20U);
}

TEST(ProtocolScopes, StackOneOverTheOther) {
    ProtocolScope outer, inner;
    outer.add(one_octet("Momentary", 1));
    inner.add(one_octet("Momentary", 2));
    const EnteredScope first(outer);
    {
        const EnteredScope second(inner);
        EXPECT_EQ(built("Momentary"), Octets{2});
    }
    EXPECT_EQ(built("Momentary"), Octets{1});
}

TEST(ProtocolScopes, TakeTheirBindingsBack) {
    const auto top = [] {
        Packet whole = Packet(*find_protocol("IP")) / Packet(*find_protocol("UDP"));
        whole.set(1, "dport", Value(4242));
        const Packet read = Packet::dissect((whole / Packet::raw("\x05")).build(), *find_protocol("IP"));
        return std::string(read[read.size() - 1].protocol().name);
    };
    EXPECT_EQ(top(), "Raw");
    {
        ProtocolScope scope;
        const EnteredScope entered(scope);
        const Protocol& upper = scope.add(one_octet("Momentary", 5));
        scope.bind(upper, {"UDP", "dport", 4242});
        EXPECT_EQ(top(), "Momentary");
        scope.unbind(upper, {"UDP", "dport", 4242});
        EXPECT_EQ(top(), "Raw");
        scope.bind(upper, {"UDP", "dport", 4242});
        EXPECT_EQ(top(), "Momentary");
    }
    EXPECT_EQ(top(), "Raw");
}

TEST(ProtocolScopes, PacketsOutliveThem) {
    Packet kept;
    {
        ProtocolScope scope;
        const EnteredScope entered(scope);
        auto protocol = std::make_unique<RuntimeProtocol>("Momentary", "");
        protocol->add(made("ByteField", {{"name", Value("size")}, {"default", Value(1)}}));
        RuntimeField data = made("StrField", {{"name", Value("data")}, {"default", Value("ab")}});
        data.field.when = {.test = When::Test::by, .rule = data.keep_rule(std::make_shared<Fixed>(1))};
        protocol->add(std::move(data));
        protocol->add_rule("summary", std::make_shared<Fixed>(1));
        kept = Packet(scope.add(std::move(protocol)));
        EXPECT_EQ(kept.build(), (Octets{1, 'a', 'b'}));
    }
    EXPECT_EQ(kept.build(), Octets{1});  // The condition's rule is gone: the field is not there.
    EXPECT_EQ(summary(kept), "Momentary");
    EXPECT_EQ(kept[0].protocol().name, "Momentary");
}

TEST(Rules, ThatFailLeaveOctetsUnread) {
    ProtocolScope scope;
    const EnteredScope entered(scope);
    auto protocol = std::make_unique<RuntimeProtocol>("Momentary", "");
    RuntimeField data = made("StrField", {{"name", Value("data")}});
    data.field.extent = {.kind = Extent::Kind::octets_by,
                         .rule = data.keep_rule(std::make_shared<Failing>())};
    protocol->add(std::move(data));
    const Protocol& table = scope.add(std::move(protocol));
    const std::uint8_t octets[] = {1, 2, 3};
    const Packet read = Packet::dissect(octets, table);
    ASSERT_EQ(read.size(), 1U);
    EXPECT_TRUE(read[0].is("Raw"));
    EXPECT_EQ(read.malformed(), "Momentary: a rule of the protocol failed");
}

/// Asks for a field whose place depends on the answer.
class Circular final : public Rule {
 public:
    Value ask(const Layer& layer, const List&) const override { return layer.get("behind"); }
};

TEST(Rules, ThatAskForThemselvesEnd) {
    ProtocolScope scope;
    const EnteredScope entered(scope);
    auto protocol = std::make_unique<RuntimeProtocol>("Momentary", "");
    RuntimeField data = made("StrField", {{"name", Value("data")}});
    data.field.extent = {.kind = Extent::Kind::octets_by,
                         .rule = data.keep_rule(std::make_shared<Circular>())};
    protocol->add(std::move(data));
    protocol->add(made("ByteField", {{"name", Value("behind")}}));
    const Protocol& table = scope.add(std::move(protocol));
    const std::uint8_t octets[] = {1, 2, 3};
    EXPECT_TRUE(Packet::dissect(octets, table)[0].is("Raw"));
}

}  // namespace
}  // namespace pkttest
