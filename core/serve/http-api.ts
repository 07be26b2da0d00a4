import type { IncomingMessage, ServerResponse } from 'node:http';
import packageFile from '../../package.json' with { type: 'json' };
import { contract } from '../contract/contract.ts';
import type { Studio } from '../studio/open-studio.ts';

/** The contract for programs: `POST /api/photos/count` with the input as JSON; streams are server-sent events. */
export interface HttpApi {
  /** Returns false where the contract has no such procedure. */
  answer(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** OpenAPI 3.1. */
  describe(): Promise<object>;
}

export const apiPath = '/api';
/** As for a message of the socket. */
const mostBodyBytes = 2 ** 20;

/** What it needs is loaded when a program first asks, so that the page does not wait for it. */
export function createHttpApi({ router }: Studio): HttpApi {
  let handler: ReturnType<typeof makeHandler> | undefined;
  let description: Promise<object> | undefined;
  return {
    async answer(request, response) {
      const { matched } = await (
        await (handler ??= makeHandler(router))
      ).handle(request, response, {
        prefix: apiPath,
      });
      return matched;
    },
    describe: () => (description ??= describe()),
  };
}

async function makeHandler(router: Studio['router']) {
  const [{ OpenAPIHandler }, { BodyLimitPlugin }] = await Promise.all([
    import('@orpc/openapi/node'),
    import('@orpc/server/node'),
  ]);
  return new OpenAPIHandler(router, { plugins: [new BodyLimitPlugin({ maxBodySize: mostBodyBytes })] });
}

async function describe(): Promise<object> {
  const [{ OpenAPIGenerator }, { ZodToJsonSchemaConverter }] = await Promise.all([
    import('@orpc/openapi'),
    import('@orpc/zod/zod4'),
  ]);
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  return generator.generate(contract, {
    info: { title: 'Diptych', version: packageFile.version },
    servers: [{ url: apiPath }],
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  });
}
