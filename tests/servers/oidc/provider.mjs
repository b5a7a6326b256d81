// The certified OpenID provider of the tests: the first of its people signs in and agrees at once.
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";
import { join } from "node:path";

const [modules, people, redirect] = process.argv.slice(2);
const { default: Provider } = await import(pathToFileURL(join(modules, "oidc-provider", "lib", "index.js")).href);
const known = JSON.parse(people);

const server = createServer();
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [{ client_id: "hub", client_secret: "a secret: with & signs", redirect_uris: [redirect] }],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"], groups: ["groups"] },
  scopes: ["openid", "email", "profile", "groups"],
  cookies: { keys: ["only for tests"] },
  features: { devInteractions: { enabled: false } },
  pkce: { required: () => true },
  findAccount: (_context, id) => known[id] && { accountId: id, claims: () => ({ sub: id, ...known[id] }) },
  interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
});

async function agree(request, response) {
  const { params } = await provider.interactionDetails(request, response);
  const [accountId] = Object.keys(known);
  const grant = new provider.Grant({ accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  const result = { login: { accountId }, consent: { grantId: await grant.save() } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

const answer = provider.callback();
server.on("request", (request, response) =>
  request.url.startsWith("/interaction/") ? agree(request, response) : answer(request, response),
);
console.log(issuer);
