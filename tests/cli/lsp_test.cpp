// `pkttest lsp` as an editor uses it: a scripted client sends all its messages and reads the answers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>

#include "tests/cli/run_program.h"

namespace pkttest::testing_support {
namespace {

using Json = nlohmann::json;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

constexpr const char* uri = "file:///campaign/router.utc";
constexpr const char* campaign =
    "% Router\n"                                                                          // 0
    "link lan = \"memory\"\n"                                                             // 1
    "let router = \"192.0.2.1\"\n"                                                        // 2
    "\n"                                                                                  // 3
    "+ Ping\n"                                                                            // 4
    "\n"                                                                                  // 5
    "= It answers\n"                                                                      // 6
    "sr1 IP(dst=router, ttl=64)/ICMP(type=\"echo-request\") on lan within 1s as reply\n"  // 7
    "check reply[ICMP].type == 0\n"                                                       // 8
    "\n"                                                                                  // 9
    "= Another\n"                                                                         // 10
    "wait   1ms\n";                                                                       // 11

/// A client: requests are numbered from 1 on.
class Client {
 public:
    void notify(const std::string& method, const Json& parameters) {
        send({{"jsonrpc", "2.0"}, {"method", method}, {"params", parameters}});
    }
    int request(const std::string& method, const Json& parameters) {
        send({{"jsonrpc", "2.0"}, {"id", ++id_}, {"method", method}, {"params", parameters}});
        return id_;
    }
    int at(const std::string& method, int line, int character) {
        return request("textDocument/" + method, {{"textDocument", {{"uri", uri}}},
                                                  {"position", {{"line", line}, {"character", character}}}});
    }
    void open(const std::string& text) {
        request("initialize",
                {{"processId", nullptr}, {"rootUri", nullptr}, {"capabilities", Json::object()}});
        notify("initialized", Json::object());
        notify("textDocument/didOpen",
               {{"textDocument", {{"uri", uri}, {"languageId", "pkttest"}, {"version", 1}, {"text", text}}}});
    }
    void change(const std::string& text) {
        notify("textDocument/didChange", {{"textDocument", {{"uri", uri}, {"version", 2}}},
                                          {"contentChanges", Json::array({{{"text", text}}})}});
    }
    void send_raw(const std::string& body) {
        script_ += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    }

    /// Says good-bye, runs the server, and sorts what it says.
    void run() {
        request("shutdown", nullptr);
        notify("exit", nullptr);
        const Workplace here;
        const std::string path = here.file("script", script_);
        result_ = testing_support::run({"sh", "-c", std::string(PKTTEST_PROGRAM) + " lsp < " + path});
        std::string_view rest = result_.out;
        while (rest.starts_with("Content-Length: ")) {
            const auto length = std::stoul(std::string(rest.substr(16)));
            const auto body = rest.find("\r\n\r\n") + 4;
            const Json message = Json::parse(rest.substr(body, length));
            rest.remove_prefix(body + length);
            if (message.contains("id"))
                answers_[message["id"]] = message;
            else
                published_.push_back(message["params"]["diagnostics"]);
        }
        EXPECT_EQ(rest, "");
    }

    const Json& result(int id) { return answers_.at(id)["result"]; }
    const Json& answer(int id) { return answers_.at(id); }
    const std::vector<Json>& published() const { return published_; }
    int status() const { return result_.status; }

 private:
    void send(const Json& message) { send_raw(message.dump()); }
    int id_ = 0;
    std::string script_;
    RunResult result_;
    std::map<int, Json> answers_;
    std::vector<Json> published_;
};

std::vector<std::string> labels(const Json& items) {
    std::vector<std::string> out;
    for (const Json& each : items) out.push_back(each["label"]);
    return out;
}

Json range(int line, int from, int to) {
    return {{"start", {{"line", line}, {"character", from}}}, {"end", {{"line", line}, {"character", to}}}};
}

TEST(LanguageServer, SaysWhatItCanDoAndEndsInOrder) {
    Client client;
    client.open(campaign);
    client.run();
    EXPECT_EQ(client.status(), 0);
    EXPECT_TRUE(client.result(1)["capabilities"]["hoverProvider"].get<bool>());
    EXPECT_EQ(client.result(2), nullptr);
}

TEST(LanguageServer, OffersTheRightNamesOfWhatTheRangeTouches) {
    Client client;
    client.open(
        "link lan = \"memory\"\n= T\nsend IP(tll=3)/ICMP(type=\"ehco-request\") on lan\nchek 1 == 1\n");
    const auto ask = [&](const Json& where) {
        return client.request("textDocument/codeAction", {{"textDocument", {{"uri", uri}}},
                                                          {"range", where},
                                                          {"context", {{"diagnostics", Json::array()}}}});
    };
    const int all = ask(range(2, 0, 60)), second = ask(range(2, 26, 26)), none = ask(range(0, 0, 3));
    client.run();
    ASSERT_EQ(client.result(all).size(), 2u) << client.result(all);
    EXPECT_EQ(client.result(all)[0]["title"], "Write ttl");
    EXPECT_EQ(client.result(all)[0]["kind"], "quickfix");
    EXPECT_EQ(client.result(all)[0]["edit"]["changes"][uri],
              Json::array({{{"range", range(2, 8, 11)}, {"newText", "ttl"}}}));
    EXPECT_EQ(client.result(all)[0]["diagnostics"][0]["code"], "E0602");
    ASSERT_EQ(client.result(second).size(), 1u) << client.result(second);
    EXPECT_EQ(client.result(second)[0]["edit"]["changes"][uri],
              Json::array({{{"range", range(2, 25, 39)}, {"newText", "\"echo-request\""}}}));
    EXPECT_EQ(client.result(none), Json::array());
}

TEST(LanguageServer, ServesUtscapysCampaigns) {
    Client client;
    client.open(campaign);
    const char* uts = "file:///campaign/a.uts";
    client.notify("textDocument/didOpen", {{"textDocument",
                                            {{"uri", uts},
                                             {"languageId", "pkttest"},
                                             {"version", 1},
                                             {"text", "% Title\n+ Set\n= Test\nassert IP().ttl == 64\n"}}}});
    const int symbols = client.request("textDocument/documentSymbol", {{"textDocument", {{"uri", uts}}}});
    const int tidy = client.request("textDocument/formatting", {{"textDocument", {{"uri", uts}}}});
    client.notify("textDocument/didChange",
                  {{"textDocument", {{"uri", uts}, {"version", 2}}},
                   {"contentChanges", Json::array({{{"text", "% Title\nx = 1\n+ Set\n= Test\n"}}})}});
    client.run();
    ASSERT_EQ(client.published().size(), 3u);
    EXPECT_EQ(client.published()[1], Json::array());
    ASSERT_EQ(client.published()[2].size(), 1u) << client.published()[2];
    EXPECT_EQ(client.published()[2][0]["range"]["start"]["line"], 1);
    EXPECT_EQ(client.result(symbols)[0]["children"][0]["name"], "Test");
    EXPECT_EQ(client.result(tidy), Json::array());
}

TEST(LanguageServer, PublishesMistakesOfWhatIsAskedAbout) {
    Client client;
    client.open(campaign);
    client.change("link lan = \"memory\"\n= T\nsend IP(tll=\"é\", ttl=300) on lan\n");
    client.at("hover", 0, 0);
    client.notify("textDocument/didClose", {{"textDocument", {{"uri", uri}}}});
    client.run();
    ASSERT_EQ(client.published().size(), 3u);
    EXPECT_EQ(client.published()[0], Json::array());
    EXPECT_EQ(client.published()[1],
              Json::array({{{"range", range(2, 8, 11)},
                            {"severity", 1},
                            {"source", "pkttest"},
                            {"code", "E0602"},
                            {"message", "IP has no field named tll\ndid you mean \"ttl\"?"}},
                           {{"range", range(2, 21, 24)},
                            {"severity", 1},
                            {"source", "pkttest"},
                            {"code", "E0611"},
                            {"message", "ttl has 8 bits, 300 does not fit\nthe largest value is 255"}}}));
    EXPECT_EQ(client.published()[2], Json::array());
}

TEST(LanguageServer, CompletesStepsLayersFieldsValuesLinksAndVariables) {
    Client client;
    client.open(campaign);
    const int step = client.at("completion", 8, 2);
    const int header = client.at("completion", 3, 0);
    const int layer = client.at("completion", 7, 5);
    const int field = client.at("completion", 7, 20);
    const int value = client.at("completion", 7, 44);
    const int link = client.at("completion", 7, 57);
    const int member = client.at("completion", 8, 20);
    client.run();
    EXPECT_THAT(labels(client.result(step)), Contains("check"));
    EXPECT_THAT(labels(client.result(step)), Not(Contains("link")));
    EXPECT_THAT(labels(client.result(header)), Contains("setup"));
    EXPECT_THAT(labels(client.result(layer)), testing::IsSupersetOf({"IP", "ICMP", "router", "len"}));
    EXPECT_THAT(labels(client.result(layer)), Not(Contains("reply"))) << "it is bound by this step only";
    EXPECT_THAT(labels(client.result(field)), testing::IsSupersetOf({"ttl", "dst", "router"}));
    EXPECT_THAT(labels(client.result(value)), testing::IsSupersetOf({"echo-request", "echo-reply"}));
    EXPECT_THAT(labels(client.result(value)), Not(Contains("IP")));
    EXPECT_EQ(labels(client.result(link)), std::vector<std::string>{"lan"});
    EXPECT_THAT(labels(client.result(member)), testing::IsSupersetOf({"type", "code", "chksum", "show"}));
}

TEST(LanguageServer, CompletesWhileALineIsHalfWritten) {
    Client client;
    client.open(
        "link lan = \"memory\"\n= T\nsr1 IP(ttl=1)/TCP(dp\nlet x = 1\nanswer on lan with \ncheck x == \n");
    const int field = client.at("completion", 2, 20);
    const int machine = client.at("completion", 4, 19);
    const int variable = client.at("completion", 5, 11);
    client.run();
    EXPECT_THAT(labels(client.result(field)), testing::IsSupersetOf({"dport", "flags"}));
    EXPECT_THAT(labels(client.result(machine)), Contains("ARP_am"));
    EXPECT_THAT(labels(client.result(variable)), Contains("x"));
}

TEST(LanguageServer, ExplainsTheWordUnderThePointer) {
    Client client;
    client.open(campaign);
    const int field = client.at("hover", 7, 21);
    const int layer = client.at("hover", 7, 5);
    const int variable = client.at("hover", 7, 13);
    const int value = client.at("hover", 7, 45);
    const int member = client.at("hover", 8, 20);
    const int nothing = client.at("hover", 6, 4);
    client.run();
    const std::string ttl = client.result(field)["contents"]["value"];
    EXPECT_THAT(ttl, HasSubstr("**IP.ttl**: integer, 8 bits, default 64"));
    EXPECT_THAT(ttl, HasSubstr("RFC 791"));
    EXPECT_EQ(client.result(field)["range"], range(7, 19, 22));
    EXPECT_THAT(client.result(layer)["contents"]["value"].get<std::string>(),
                HasSubstr("| ttl | integer | 8 bits | 64 |"));
    EXPECT_THAT(client.result(variable)["contents"]["value"].get<std::string>(),
                HasSubstr("let router = \"192.0.2.1\""));
    EXPECT_EQ(client.result(value)["contents"]["value"], "`echo-request` is 8 of type");
    EXPECT_THAT(client.result(member)["contents"]["value"].get<std::string>(), HasSubstr("**ICMP.type**"));
    EXPECT_EQ(client.result(nothing), nullptr);
}

TEST(LanguageServer, GoesToTheDefinition) {
    Client client;
    client.open(campaign);
    const int variable = client.at("definition", 7, 14);
    const int link = client.at("definition", 7, 57);
    const int answer = client.at("definition", 8, 8);
    const int field = client.at("definition", 8, 20);
    client.run();
    EXPECT_EQ(client.result(variable), (Json{{"uri", uri}, {"range", range(2, 4, 10)}}));
    EXPECT_EQ(client.result(link), (Json{{"uri", uri}, {"range", range(1, 5, 8)}}));
    EXPECT_EQ(client.result(answer), (Json{{"uri", uri}, {"range", range(7, 73, 78)}}));
    EXPECT_EQ(client.result(field), nullptr);
}

TEST(LanguageServer, FormatsAndOutlines) {
    Client client;
    client.open(campaign);
    const Json document = {{"textDocument", {{"uri", uri}}},
                           {"options", {{"tabSize", 4}, {"insertSpaces", true}}}};
    const int format = client.request("textDocument/formatting", document);
    const int outline = client.request("textDocument/documentSymbol", document);
    client.run();
    ASSERT_EQ(client.result(format).size(), 1u);
    EXPECT_THAT(client.result(format)[0]["newText"].get<std::string>(), HasSubstr("= Another\nwait 1ms\n"));
    EXPECT_EQ(client.result(format)[0]["range"]["end"], (Json{{"line", 12}, {"character", 0}}));
    const Json& entries = client.result(outline);
    ASSERT_EQ(entries.size(), 3u);
    EXPECT_EQ(entries[0]["name"], "lan");
    EXPECT_EQ(entries[1]["name"], "router");
    EXPECT_EQ(entries[2]["name"], "Ping");
    ASSERT_EQ(entries[2]["children"].size(), 2u);
    EXPECT_EQ(entries[2]["children"][0]["name"], "It answers");
    EXPECT_EQ(entries[2]["children"][0]["selectionRange"], range(6, 2, 12));
}

TEST(LanguageServer, AnswersWhatItCannotDoWithAnError) {
    Client client;
    client.open(campaign);
    client.send_raw("this is no JSON");
    client.send_raw("[1, 2]");
    const int unknown = client.request("textDocument/rename", Json::object());
    const int wrong = client.request("textDocument/hover", {{"textDocument", 5}});
    const int closed = client.request("textDocument/hover", {{"textDocument", {{"uri", "file:///other.utc"}}},
                                                             {"position", {{"line", 0}, {"character", 0}}}});
    const int beyond = client.at("completion", 4000, 4000);
    client.run();
    EXPECT_EQ(client.status(), 0);
    EXPECT_EQ(client.answer(unknown)["error"]["code"], -32601);
    EXPECT_EQ(client.answer(wrong)["error"]["code"], -32602);
    EXPECT_EQ(client.result(closed), nullptr);
    EXPECT_TRUE(client.result(beyond).is_array());
}

TEST(LanguageServer, ReadsOnlyTheLastOfChangesThatWait) {
    Client client;
    client.open(campaign);
    for (int i = 0; i < 200; ++i) client.change("= T\nwait 1ms\n" + std::string(i % 5, '#'));
    client.change("= T\nwiat 1ms\n");
    const int asked = client.request("textDocument/documentSymbol", {{"textDocument", {{"uri", uri}}}});
    client.change("= T\nwait 1ms\n");
    client.run();
    EXPECT_EQ(client.result(asked)[0]["name"], "T") << "what is asked is asked of the last change before it";
    ASSERT_GE(client.published().size(), 3u);
    EXPECT_LT(client.published().size(), 20u);
    EXPECT_THAT(client.published()[client.published().size() - 2].dump(), HasSubstr("wiat is not a step"));
    EXPECT_EQ(client.published().back(), Json::array());
}

TEST(LanguageServer, SaysWhyItEndsAtAHeaderThatItCannotRead) {
    const RunResult result = run(
        {"sh", "-c", "printf 'Content-Length: x\\r\\n\\r\\n{}' | " + std::string(PKTTEST_PROGRAM) + " lsp"});
    EXPECT_EQ(result.status, 1);
    EXPECT_EQ(result.err, "pkttest lsp: a message whose header says no length that can be read\n");
}

TEST(LanguageServer, EndsWithItsInput) {
    const RunResult result = run({"sh", "-c", std::string(PKTTEST_PROGRAM) + " lsp < /dev/null"});
    EXPECT_EQ(result.status, 1);
    EXPECT_EQ(result.out, "");
}

}  // namespace
}  // namespace pkttest::testing_support
