// Starts the VS Code extension with small stand-ins for the two modules that it asks for. The language client's starts
// the server that it is given and speaks the protocol over its standard streams. Prints what came of it as JSON.
// usage: node extension_driver.js EXTENSION PROGRAM CAMPAIGN
"use strict";
const {spawn} = require("node:child_process");
const Module = require("node:module");
const fs = require("node:fs");
const path = require("node:path");

const [extension_path, program, campaign] = process.argv.slice(2);
const seen = {errors_shown: []};
let only_client = null;

const vscode = {
    workspace: {
        getConfiguration: section => ({get: (name, otherwise) => (section === "pkttest" && name === "program" ? program : otherwise)}),
    },
    window: {showErrorMessage: text => seen.errors_shown.push(text)},
};

class LanguageClient {
    constructor(id, name, server, options) {
        only_client = this;
        seen.id = id;
        seen.command = [path.basename(server.command), ...server.args];
        seen.selector = options.documentSelector;
        this.server = server;
        this.next = 0;
        this.waiting = new Map();
        this.notified = [];
        this.input = Buffer.alloc(0);
    }

    start() {
        this.child = spawn(this.server.command, this.server.args, {stdio: ["pipe", "pipe", "inherit"]});
        this.child.stdout.on("data", data => this.take(data));
        this.ended = new Promise(resolve => this.child.on("exit", code => resolve(code)));
        return new Promise((resolve, reject) => {
            this.child.on("error", reject);
            this.child.on("spawn", () => this.request("initialize", {capabilities: {}, rootUri: null, processId: process.pid}).then(answer => {
                seen.capabilities = answer.capabilities;
                this.send({method: "initialized", params: {}});
                resolve();
            }));
        });
    }

    async stop() {
        if (!this.child.pid) return;
        await this.request("shutdown", null);
        this.send({method: "exit"});
        seen.exit_code = await this.ended;
    }

    send(message) {
        const text = JSON.stringify({jsonrpc: "2.0", ...message});
        this.child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    }

    request(method, params) {
        const id = ++this.next;
        this.send({id, method, params});
        return new Promise(resolve => this.waiting.set(id, resolve));
    }

    notification(method) {
        const came = this.notified.find(message => message.method === method);
        return came ? Promise.resolve(came.params) : new Promise(resolve => { this.wanted = {method, resolve}; });
    }

    take(data) {
        this.input = Buffer.concat([this.input, data]);
        for (;;) {
            const head = this.input.indexOf("\r\n\r\n");
            if (head < 0) return;
            const length = Number(/Content-Length: (\d+)/i.exec(this.input.subarray(0, head).toString())[1]);
            if (this.input.length < head + 4 + length) return;
            const message = JSON.parse(this.input.subarray(head + 4, head + 4 + length).toString());
            this.input = this.input.subarray(head + 4 + length);
            this.handle(message);
        }
    }

    handle(message) {
        if (message.id !== undefined && this.waiting.has(message.id)) {
            this.waiting.get(message.id)(message.result);
            this.waiting.delete(message.id);
        } else if (message.method && this.wanted && this.wanted.method === message.method) {
            this.wanted.resolve(message.params);
        } else if (message.method) {
            this.notified.push(message);
        }
    }
}

const load = Module._load;
Module._load = (name, ...rest) => {
    if (name === "vscode") return vscode;
    if (name === "vscode-languageclient/node") return {LanguageClient};
    return load(name, ...rest);
};

async function edit() {
    const uri = `file://${campaign}`, text = fs.readFileSync(campaign, "utf8");
    const last = text.split("\n").length - 1;
    only_client.send({method: "textDocument/didOpen", params: {textDocument: {uri, languageId: "pkttest", version: 1, text}}});
    seen.diagnostics = (await only_client.notification("textDocument/publishDiagnostics")).diagnostics.map(one => one.message);
    const completion = await only_client.request("textDocument/completion", {textDocument: {uri}, position: {line: last - 1, character: 2}});
    seen.completed = (completion.items || completion).map(item => item.label);
    seen.formatted = await only_client.request("textDocument/formatting", {textDocument: {uri}, options: {tabSize: 4, insertSpaces: true}});
}

async function main() {
    const extension = require(path.resolve(extension_path));
    await extension.activate({subscriptions: []});
    if (seen.errors_shown.length === 0) await edit();
    await extension.deactivate();
    console.log(JSON.stringify(seen));
}

setTimeout(() => { console.log(JSON.stringify({...seen, timed_out: true})); process.exit(1); }, 60000).unref();
main();
