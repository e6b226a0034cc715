# The image holds no embedded PostgreSQL and no Node besides its own: both are optional dependencies, left out of its modules.
# (The stage that builds needs optional ones: the bundler's own binary is one.)

FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY nest-cli.json tsconfig.json tsconfig.build.json schema.graphql ./
COPY scripts scripts
COPY apps apps
COPY libs libs
RUN npm run build

FROM node:24-slim AS modules
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts

FROM node:24-slim
ENV NODE_ENV=production TASUKI_HOST=0.0.0.0 TASUKI_PORT=8420
WORKDIR /app
COPY --from=modules /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE ./
COPY bin bin
# Empty unless files or mails are to stay on this machine: then mount a volume here and set TASUKI_DATA=/data.
RUN mkdir /data && chown node:node /data
USER node
EXPOSE 8420
# The program ends cleanly on SIGTERM by itself and starts no process here, so it needs no init above it.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.TASUKI_PORT}/health/live`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "bin/tasuki.js"]
CMD ["start"]
