import { allHandlers } from './controllers.js';
import { documentOf, routesIn } from './document.js';

const handlers = await allHandlers();
const routes = routesIn(await documentOf());

describe('every handler of every controller', () => {
  it('is found', () => {
    expect(handlers.length).toBeGreaterThan(130);
  });

  it('says who is let in, in one way alone', () => {
    const unclear = handlers.filter(({ access, open, serviceOnly }) => [access !== undefined, open !== undefined, serviceOnly].filter(Boolean).length !== 1);
    expect(unclear.map(({ code }) => code)).toEqual([]);
    expect(handlers.filter(({ access }) => access?.length === 0).map(({ code }) => code)).toEqual([]);
  });

  it('is in the document of the gateway, unless it is for our own services alone', () => {
    const described = new Set(routes.map(({ name }) => name));
    const own = handlers.filter(({ serviceOnly }) => !serviceOnly).map(({ name }) => name);
    expect(own.filter((name) => !described.has(name))).toEqual([]);
    expect([...described].filter((name) => !own.includes(name))).toEqual([]);
    expect(handlers.filter(({ serviceOnly, name }) => serviceOnly && described.has(name))).toEqual([]);
  });

  it('lets in by the document whom it lets in by its code', () => {
    const documented = new Map(routes.map(({ name, grants }) => [name, grants.map(({ role, owner }) => `${role} ${owner ?? ''}`)]));
    for (const { name, access } of handlers.filter((one) => one.access)) {
      expect([name, documented.get(name)]).toEqual([name, access!.map(({ role, owner }) => `${role} ${owner?.name ?? ''}`)]);
    }
  });
});
