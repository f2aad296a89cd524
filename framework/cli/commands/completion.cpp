// pkttest completion: what bash, zsh and fish complete, from the program's own options.
#include <fmt/format.h>

#include <memory>

#include "framework/cli/subcommand.h"
#include "framework/cli/usage.h"

namespace pkttest::cli {

namespace {

/// Option names as the shells have them: "--link"; a positional has none.
std::vector<std::string> long_names(const CLI::App& app) {
    std::vector<std::string> out;
    for (const CLI::Option* option : app.get_options())
        for (const std::string& name : option->get_lnames()) out.push_back("--" + name);
    return out;
}

std::vector<const CLI::App*> commands_of(const CLI::App& root) {
    return root.get_subcommands(std::function<bool(const CLI::App*)>());
}

std::string names_of(const std::vector<const CLI::App*>& commands, const char* between) {
    std::string out;
    for (const CLI::App* each : commands) out += (out.empty() ? "" : between) + each->get_name();
    return out;
}

/// Text inside single quotes of a shell, without what the completions' own syntax takes.
std::string quoted(std::string text) {
    std::string out = "'";
    for (const char c : text.substr(0, text.find(". "))) {
        if (c == '\'')
            out += "'\\''";
        else if (std::string_view("[]:").find(c) == std::string_view::npos)
            out += c;
    }
    return out + "'";
}

void bash(const CLI::App& root) {
    const auto commands = commands_of(root);
    fmt::print(
        "# bash completion of pkttest: source <(pkttest completion bash)\n"
        "_pkttest() {{\n"
        "    local current=${{COMP_WORDS[COMP_CWORD]}} command= word words\n"
        "    for word in \"${{COMP_WORDS[@]:1:COMP_CWORD-1}}\"; do\n"
        "        case $word in {}) command=$word; break ;; esac\n"
        "    done\n"
        "    case $command in\n"
        "        '') words='{} {}' ;;\n",
        names_of(commands, "|"), names_of(commands, " "), fmt::join(long_names(root), " "));
    for (const CLI::App* each : commands)
        fmt::print("        {}) words='{}' ;;\n", each->get_name(), fmt::join(long_names(*each), " "));
    fmt::print(
        "    esac\n"
        "    [[ -n $command && $current != -* ]] && return\n"
        "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
        "}}\n"
        "complete -o bashdefault -o default -F _pkttest pkttest\n");
}

void zsh(const CLI::App& root) {
    fmt::print(
        "#compdef pkttest\n"
        "# zsh completion of pkttest: pkttest completion zsh > ~/.zfunc/_pkttest\n"
        "_pkttest() {{\n"
        "    local -a commands options\n"
        "    commands=(\n");
    for (const CLI::App* each : commands_of(root))
        fmt::print("        {}:{}\n", each->get_name(), quoted(each->get_description()));
    fmt::print(
        "    )\n"
        "    if (( CURRENT == 2 )); then\n"
        "        _describe command commands\n"
        "        return\n"
        "    fi\n"
        "    case $words[2] in\n");
    for (const CLI::App* each : commands_of(root)) {
        fmt::print("        {}) options=(\n", each->get_name());
        for (const CLI::Option* option : each->get_options())
            for (const std::string& name : option->get_lnames())
                fmt::print("            --{}:{}\n", name, quoted(option->get_description()));
        fmt::print("        ) ;;\n");
    }
    fmt::print(
        "    esac\n"
        "    if [[ $PREFIX == -* ]]; then _describe option options; else _files; fi\n"
        "}}\n"
        "_pkttest \"$@\"\n");
}

void fish(const CLI::App& root) {
    fmt::print(
        "# fish completion of pkttest: pkttest completion fish > ~/.config/fish/completions/pkttest.fish\n");
    for (const CLI::App* each : commands_of(root)) {
        fmt::print("complete -c pkttest -n __fish_use_subcommand -f -a {} -d {}\n", each->get_name(),
                   quoted(each->get_description()));
        for (const CLI::Option* option : each->get_options())
            for (const std::string& name : option->get_lnames())
                fmt::print("complete -c pkttest -n '__fish_seen_subcommand_from {}' -l {}{} -d {}\n",
                           each->get_name(), name, option->get_items_expected_max() > 0 ? " -r" : "",
                           quoted(option->get_description()));
    }
}

std::function<int()> declare(CLI::App& app) {
    auto shell = std::make_shared<std::string>();
    app.add_option("SHELL", *shell, "bash, zsh or fish.")->required()->check(one_of({"bash", "zsh", "fish"}));
    app.footer(
        "Examples:\n  source <(pkttest completion bash)\n  pkttest completion fish > "
        "~/.config/fish/completions/pkttest.fish");
    return [shell, &app] {
        const CLI::App& root = *app.get_parent();
        (*shell == "bash" ? bash : *shell == "zsh" ? zsh : fish)(root);
        return 0;
    };
}

}  // namespace

extern const Subcommand completion_command = {"completion", "Write what a shell completes.", declare};

}  // namespace pkttest::cli
